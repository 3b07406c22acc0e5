import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshSenderPace, longestWaitMs, slowedPace, takeSegments } from '../../shared/domain/sender-pace.ts';

interface Caller {
  readonly begins: number;
  readonly urgent: boolean;
  /** Whether it takes the next text's segments before the last one has left, as a process with many at a time does. */
  readonly eager: boolean;
  readonly texts: readonly number[];
}

interface Left {
  readonly asked: number;
  readonly leaves: number;
  readonly segments: number;
  readonly urgent: boolean;
}

interface Asking {
  readonly caller: Caller;
  readonly at: number;
  readonly asked: number;
  readonly next: number;
}

/** Everything that callers get out of one sender, in the order of its leaving, and when others were held back. */
const run = (callers: readonly Caller[], max: number, slowDowns: readonly number[]) => {
  let state = freshSenderPace(max, 0);
  const left: Left[] = [];
  const takenWhileHeld: number[] = [];
  let heldUntil = 0;
  const slow = slowDowns.toSorted((a, b) => b - a);
  const asking: Asking[] = callers.map((caller) => ({ caller, at: caller.begins, asked: caller.begins, next: 0 }));
  for (let steps = 0; asking.length > 0; steps += 1) {
    if (steps > 20_000) throw new Error('somebody asks for ever');
    asking.sort((one, other) => one.at - other.at);
    const [now] = asking.splice(0, 1);
    if (now === undefined) break;
    for (let at = slow.at(-1); at !== undefined && at <= now.at; slow.pop(), at = slow.at(-1))
      state = slowedPace(state, max, at);
    const { caller, at, asked, next } = now;
    const segments = caller.texts[next];
    if (segments === undefined) continue;
    const answer = takeSegments(state, max, segments, caller.urgent, at);
    state = answer.state;
    if (answer.taken && !caller.urgent && at < heldUntil) takenWhileHeld.push(at);
    if (caller.urgent && answer.wait > 0) heldUntil = Math.max(heldUntil, at + answer.wait);
    const leaves = at + answer.wait;
    if (answer.taken) left.push({ asked, leaves, segments, urgent: caller.urgent });
    const again = answer.taken && caller.eager ? at : leaves;
    asking.push({ caller, at: again, asked: answer.taken ? again : asked, next: answer.taken ? next + 1 : next });
  }
  return { left: left.toSorted((one, other) => one.leaves - other.leaves), takenWhileHeld };
};

const text = fc.integer({ min: 1, max: 10 });
const callersOf = (urgent: fc.Arbitrary<boolean>) =>
  fc.array(
    fc.record({
      begins: fc.integer({ min: 0, max: 20_000 }),
      urgent,
      eager: fc.boolean(),
      texts: fc.array(text, { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
const speed = fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 11, max: 300 }));
const slowDowns = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 12 });
const segmentsOf = (texts: readonly { readonly segments: number }[]): number =>
  texts.reduce((sum, { segments }) => sum + segments, 0);
const allOf = (callers: readonly Caller[]): number[] => callers.flatMap(({ texts }) => texts);

describe('the pace of a sender, whoever takes when', () => {
  it('lets no more out in any time than its speed, one second’s worth and one text', () => {
    fc.assert(
      fc.property(callersOf(fc.boolean()), speed, slowDowns, (callers, max, slow) => {
        const { left } = run(callers, max, slow);
        for (const [from, first] of left.entries()) {
          let sum = 0;
          for (const { leaves, segments } of left.slice(from)) {
            sum += segments;
            // waits are in whole ms
            const time = (leaves - first.leaves + 1) / 1000;
            expect(sum).toBeLessThanOrEqual(max * time + max + 10 + 1e-6);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lets everybody’s texts out, each once', () => {
    fc.assert(
      fc.property(callersOf(fc.boolean()), speed, slowDowns, (callers, max, slow) => {
        const { left } = run(callers, max, slow);
        expect(left.map(({ segments }) => segments).toSorted()).toEqual(allOf(callers).toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('keeps nobody waiting for longer than what all of them send takes, while nothing is urgent', () => {
    fc.assert(
      fc.property(callersOf(fc.constant(false)), speed, (callers, max) => {
        const { left } = run(callers, max, []);
        const all = (segmentsOf(left) / max) * 1000;
        for (const { asked, leaves } of left) expect(leaves - asked).toBeLessThanOrEqual(all + 1 + left.length);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what is urgent waiting for ten seconds of others at most', () => {
    fc.assert(
      fc.property(callersOf(fc.boolean()), speed, (callers, max) => {
        const { left, takenWhileHeld } = run(callers, max, []);
        expect(takenWhileHeld).toEqual([]);
        const urgent = left.filter((one) => one.urgent);
        const all = (segmentsOf(urgent) / max) * 1000;
        for (const { asked, leaves } of urgent)
          expect(leaves - asked).toBeLessThanOrEqual(longestWaitMs + all + 1 + urgent.length);
      }),
      { numRuns: 200 },
    );
  });
});
