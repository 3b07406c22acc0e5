import type { LedgerRow } from '../domain/broadcast.ts';
import { noCounts, type TextCounts } from '../domain/text-counts.ts';
import { refusesUs, type TextState } from '../domain/text-ledger.ts';
import { meaningOf } from '../domain/twilio-codes.ts';
import type { LedgerPatch, TextLedger } from '../ports/text-ledger.ts';
import type { TextSendOutcome } from '../ports/text-sender.ts';
import { type Advanced, advanceText } from './advance-text.ts';
import { type HeedDeps, heedCode, suppressByCode } from './heed-code.ts';

export interface SettleTextDeps extends HeedDeps {
  readonly ledger: Pick<TextLedger, 'find' | 'move'>;
}

/**
 * What came of one person. `holdUp`: neither this text nor others should be tried now, and why. `waits`: they are still to be texted.
 * `mayCost`: Twilio may charge for the text.
 */
export interface TextEnd {
  readonly change: TextCounts;
  readonly holdUp?: string;
  readonly waits: boolean;
  readonly mayCost: boolean;
}

/**
 * Writes down what came of a try; the row is `posting`. Twilio's no is about this text, unless it is about us: our account is refused, or
 * it has no room for the text. Then nothing left, and the person waits as they do when Twilio was not reached.
 */
export const settleText =
  (deps: SettleTextDeps) =>
  async (row: LedgerRow, outcome: TextSendOutcome): Promise<TextEnd> => {
    const { ledger, pace, clock } = deps;
    const advance = (to: TextState, patch?: LedgerPatch): Promise<Advanced | undefined> =>
      advanceText(ledger)(row, row, to, new Date(clock.now()).toISOString(), patch);
    const changed = (moved: Advanced | undefined) => moved?.change ?? noCounts();
    /** It never left: the person waits, unless the row was further meanwhile. */
    const unsent = (moved: Advanced | undefined, holdUp: string): TextEnd => ({
      ...{ change: changed(moved), holdUp, mayCost: false },
      waits: moved?.change !== undefined,
    });

    switch (outcome.kind) {
      case 'accepted':
        return { change: changed(await advance('accepted', { sid: outcome.sid })), waits: false, mayCost: true };
      case 'unknown': {
        const moved = await advance('unknown');
        if (isTrouble(outcome)) await pace.slowDown(clock.now());
        return { change: changed(moved), holdUp: outcome.reason, waits: false, mayCost: true };
      }
      case 'unsent': {
        const moved = await advance('pending');
        if (isTrouble(outcome)) await pace.slowDown(clock.now());
        return unsent(moved, outcome.reason);
      }
      case 'refused': {
        const { code, status } = outcome;
        if (isOfUs(outcome)) {
          const moved = await advance('pending');
          if (moved?.change) await heedCode(deps)(row, code);
          return unsent(moved, `status ${status}`);
        }
        await suppressByCode(deps)(row.hash, code, null);
        const moved = await advance('refused', { code });
        if (moved?.change) await heedCode(deps)(row, code);
        return { change: changed(moved), waits: false, mayCost: false };
      }
    }
  };

/**
 * Whether Twilio is in trouble, or says that we go too fast: then the sender slows down. A text in doubt is lost to its person, so an outage
 * must not meet us at full speed; one doubt among many costs half a minute at less than that.
 */
export const isTrouble = ({ kind }: TextSendOutcome): boolean => kind === 'unsent' || kind === 'unknown';

/** Whether a refusal says that our account may not text now, or that Twilio has no room for more: every other text would be refused too. */
export const isOfUs = ({ status, code }: TextSendOutcome & { kind: 'refused' }): boolean =>
  refusesUs(status) || ['slow-down', 'pause'].includes(meaningOf(code).kind);
