import { makeId, type RulingId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { TextWork } from '../domain/text-messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { StaffPhones } from '../ports/staff-phones.ts';

export interface TestSendDeps {
  readonly rulings: Pick<RulingReader, 'head'>;
  readonly staffPhones: Pick<StaffPhones, 'all'>;
  readonly urgent: Queue<TextWork>;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** Has the text of a ruling's newest revision sent to the phones of the newsroom's own people, and answers how many those are. */
export const orderTestSend =
  ({ rulings, staffPhones, urgent, clock, random }: TestSendDeps) =>
  async (
    rulingId: RulingId,
  ): Promise<Result<{ readonly testId: string; readonly phones: number }, 'not-found' | 'no-staff-phones'>> => {
    const head = await rulings.head(rulingId);
    if (!head) return fail('not-found');
    const phones = (await staffPhones.all()).length;
    if (phones === 0) return fail('no-staff-phones');
    const testId = makeId('testSend', clock.now(), random);
    await urgent.send([{ kind: 'test-send', testId, rulingId, revision: head.revision }]);
    return ok({ testId, phones });
  };
