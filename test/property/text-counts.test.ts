import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerRow } from '../../shared/domain/broadcast.ts';
import { countOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import { skipReasons, textStates } from '../../shared/domain/text-ledger.ts';
import { advanceText } from '../../shared/use-cases/advance-text.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { hash, ledgerRow, noon } from '../samples/texting.ts';

const people = 3;
const state = fc.constantFrom(...textStates);
const code = fc.constantFrom(30_003, 30_007, 21_610, null);
const reason = fc.constantFrom(...skipReasons, null);
const start = fc.record({ state, code, reason });
/** Somebody's text is moved; whoever moves it knows the row as it was at first, or as it is. */
const move = fc.record({
  who: fc.nat(people - 1),
  to: state,
  seen: fc.constantFrom('first', 'now'),
  patch: fc.oneof(fc.constant({}), fc.record({ code }), fc.record({ reason })),
});

test('all that moves told, one after the other or at once, is what the ledger counts', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(start, { minLength: people, maxLength: people }),
      fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      async (starts, rounds) => {
        const ledger = fakeTextLedger(fakeSubscriberStore(), fakeTimetable());
        const first = starts.map((differs, who) => ledgerRow({ ...differs, hash: hash(who) }));
        await ledger.addAll(first);
        const sum = (rows: readonly LedgerRow[]) => rows.map(countOf).reduce(plus, noCounts());
        let told = sum(first);
        for (const round of rounds) {
          const moved = await Promise.all(
            round.map(async ({ who, to, seen, patch }) => {
              const row = first[who] ?? ledgerRow();
              return advanceText(ledger)(row, seen === 'first' ? row : undefined, to, noon, patch);
            }),
          );
          told = moved.reduce((all, one) => plus(all, one?.change ?? noCounts()), told);
          for (const one of moved) if (one?.change) expect(textStates).toContain(one.row.state);
          expect(told).toEqual(sum(ledger.all()));
        }
        const rows = ledger.all();
        const failed = rows.filter((row) => row.state === 'refused' || row.state === 'undelivered');
        const tallied = Object.values(told.codes).reduce((all, one) => all + one, 0);
        expect(tallied).toBe(failed.filter((row) => row.code !== null).length);
        const skipped = rows.filter((row) => row.state === 'skipped' && row.reason !== null);
        expect(Object.values(told.skips).reduce((all, one) => all + one, 0)).toBe(skipped.length);
      },
    ),
  ));
