import { makeId, type RulingId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RulingDraft } from '../domain/ruling.ts';
import { testText } from '../domain/text-body.ts';
import type { TextWork } from '../domain/text-messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { HtmlSanitizer } from '../ports/html-sanitizer.ts';
import type { Queue } from '../ports/queue.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import type { StaffPhones } from '../ports/staff-phones.ts';
import { settle } from './publish-ruling.ts';

export interface TestSendDeps {
  readonly rulings: Pick<RulingReader, 'head'>;
  readonly staffPhones: Pick<StaffPhones, 'all'>;
  readonly urgent: Queue<TextWork>;
  readonly links: Pick<ShortLinks, 'shorten'>;
  readonly newsroom: Newsroom;
  readonly sanitizeHtml: HtmlSanitizer;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** A test that is on its way, and to how many phones. */
export interface TestOrdered {
  readonly testId: string;
  readonly phones: number;
}

/** Has the text of a ruling's newest revision sent to the phones of the newsroom's own people. */
export const orderTestSend =
  (deps: TestSendDeps) =>
  async (rulingId: RulingId): Promise<Result<TestOrdered, 'not-found' | 'no-staff-phones'>> => {
    const head = await deps.rulings.head(rulingId);
    if (!head) return fail('not-found');
    return order(deps, async () => ({ rulingId, revision: head.revision }));
  };

/** Has the text of a draft, as it would be if it were published now, sent to them: so it says the same however long it is under way. */
export const orderDraftTest =
  (deps: TestSendDeps) =>
  (draft: RulingDraft): Promise<Result<TestOrdered, 'no-staff-phones'>> =>
    order(deps, async () => {
      const { links, newsroom, clock } = deps;
      const content = settle(deps, draft, clock.now());
      const code = await links.shorten({ url: content.url, broadcastId: null, rulingId: null });
      return { text: testText(newsroom, content, `${newsroom.baseUrl}/s/${code}`).body };
    });

type Tested = { readonly rulingId: RulingId; readonly revision: number } | { readonly text: string };

const order = async (
  { staffPhones, urgent, clock, random }: TestSendDeps,
  tested: () => Promise<Tested>,
): Promise<Result<TestOrdered, 'no-staff-phones'>> => {
  const phones = (await staffPhones.all()).length;
  if (phones === 0) return fail('no-staff-phones');
  const testId = makeId('testSend', clock.now(), random);
  await urgent.send([{ kind: 'test-send', testId, ...(await tested()) }]);
  return ok({ testId, phones });
};
