import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { orderTestSend, type TestSendDeps } from '../../../shared/use-cases/order-test-send.ts';

/** The text of a ruling, to the newsroom's own people. */
export const testSendRoutes = (deps: TestSendDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/rulings/{id}/test-send',
      summary: 'Send the text of a ruling, marked as a test, to the phones of the newsroom’s staff.',
      scopes: ['newsroom:write', 'newsroom:send'],
      answers: { 202: 'How many phones will get it' },
    },
    async (request) => {
      const ordered = await orderTestSend(deps)(idOf('ruling', request));
      if (!ordered.ok) throw new Problem(ordered.error);
      return { status: 202, body: ordered.value };
    },
  ),
];
