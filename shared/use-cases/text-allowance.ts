import type { Newsroom } from '../domain/newsroom.ts';
import { budgetMonthOf, capOf, costOf } from '../domain/text-budget.ts';
import type { Clock } from '../ports/clock.ts';
import type { SenderPace } from '../ports/sender-pace.ts';
import type { TextBudget } from '../ports/text-budget.ts';

export interface AllowanceDeps {
  readonly budget: Pick<TextBudget, 'reserve' | 'release'>;
  readonly pace: Pick<SenderPace, 'take'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/**
 * What texts may: `goesFirst` before others that wait for the sender; `mayUseReserve` what the budget keeps for corrections. A sign-up goes
 * first since somebody waits for it, and spends no reserve: a page that is called too often would leave corrections without.
 */
interface Precedence {
  readonly goesFirst: boolean;
  readonly mayUseReserve: boolean;
}

/**
 * Whether texts may leave now. `granted`: they may; `waited` says that time has passed, so that what was read before may be outdated, and
 * `giveBack` returns what segments of it did not cost. `spent`: the month's budget has no room for them. `later`: the sender is too busy.
 */
export type Allowance =
  | {
      readonly kind: 'granted';
      readonly waited: boolean;
      readonly giveBack: (segments: number) => Promise<void>;
    }
  | { readonly kind: 'spent' }
  | { readonly kind: 'later' };

/**
 * Asks for so many segments of the month's budget and of the sender's speed, and waits for its turn; it asks no more once that would be
 * after `until` (ms since 1970). Whoever dies in here leaves the reservation counted: the budget is a bound, and never spent twice.
 */
export const allowTexts =
  ({ budget, pace, newsroom: { texts }, clock }: AllowanceDeps) =>
  async (segments: number, { goesFirst, mayUseReserve }: Precedence, until: number): Promise<Allowance> => {
    const askedAt = clock.now();
    if (askedAt >= until) return { kind: 'later' };
    const month = budgetMonthOf(askedAt);
    if (!(await budget.reserve(month, costOf(texts, segments), capOf(texts, mayUseReserve)))) return { kind: 'spent' };
    const giveBack = async (unused: number): Promise<void> => {
      if (unused > 0) await budget.release(month, costOf(texts, unused));
    };
    for (;;) {
      const { taken, wait } = await pace.take(segments, goesFirst, clock.now());
      if (!taken && clock.now() + wait > until) {
        await giveBack(segments);
        return { kind: 'later' };
      }
      if (wait > 0) await clock.sleep(wait);
      if (taken) return { kind: 'granted', waited: clock.now() > askedAt, giveBack };
    }
  };
