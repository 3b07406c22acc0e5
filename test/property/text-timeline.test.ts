import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsOf, slotAt } from '../../shared/domain/text-timeline.ts';
import { noon } from '../samples/texting.ts';

const weekMs = 7 * 24 * 3_600_000;

test('bars are at most 120, as wide as each other, without a gap, and hold every text where it belongs', () => {
  const texts = fc.array(fc.record({ ms: fc.nat(weekMs), accepted: fc.integer({ min: 1, max: 25 }) }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(texts, (some) => {
      const slots = some
        .map(({ ms, accepted }) => ({ at: slotAt(Date.parse(noon) + ms), accepted }))
        .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
      const bars = barsOf(slots);
      expect(bars.length).toBeLessThanOrEqual(120);
      expect([bars[0]?.at, bars[0]?.accepted === 0, bars.at(-1)?.accepted === 0]).toEqual([slots[0]?.at, false, false]);
      for (const [place, bar] of bars.entries()) {
        const from = Date.parse(bar.at);
        const until = from + bar.seconds * 1000;
        const within = slots.filter((slot) => Date.parse(slot.at) >= from && Date.parse(slot.at) < until);
        expect(bar.accepted).toBe(within.reduce((sum, { accepted }) => sum + accepted, 0));
        const next = bars[place + 1];
        if (next) expect([Date.parse(next.at), next.seconds]).toEqual([until, bar.seconds]);
      }
    }),
  );
});
