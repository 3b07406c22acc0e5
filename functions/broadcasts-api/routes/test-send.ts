import { rulingDraftSchema } from '../../../shared/domain/ruling.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { orderDraftTest, orderTestSend, type TestSendDeps } from '../../../shared/use-cases/order-test-send.ts';

const scopes = ['newsroom:write', 'newsroom:send'] as const;
const answers = { 202: 'How many phones will get it' };

/** The text of a ruling, or of what is a draft yet, to the newsroom's own people. */
export const testSendRoutes = (deps: TestSendDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/preflight/test-send',
      summary: 'Send the text of a draft, marked as a test, to the phones of the newsroom’s staff. Publishes nothing.',
      scopes,
      body: rulingDraftSchema(deps.newsroom),
      answers,
    },
    async ({ body }) => {
      const ordered = await orderDraftTest(deps)(body);
      if (!ordered.ok) throw new Problem(ordered.error);
      return { status: 202, body: ordered.value };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/rulings/{id}/test-send',
      summary: 'Send the text of a ruling, marked as a test, to the phones of the newsroom’s staff.',
      scopes,
      answers,
    },
    async (request) => {
      const ordered = await orderTestSend(deps)(idOf('ruling', request));
      if (!ordered.ok) throw new Problem(ordered.error);
      return { status: 202, body: ordered.value };
    },
  ),
];
