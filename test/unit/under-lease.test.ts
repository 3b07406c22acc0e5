import { expect, test } from 'vitest';
import { endpointGuard } from '../../shared/domain/delivery-messages.ts';
import { underLease, type Work } from '../../shared/use-cases/under-lease.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeLeases } from '../fakes/leases.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { endpointId } from '../samples/delivering.ts';

interface State {
  readonly runs: number;
}
const name = endpointId(1);
const fresh: State = { runs: 0 };
const guardFor = endpointGuard({ kind: 'webhook', id: name });

/** Workers that come to one lease. */
const workshop = () => {
  const [clock, timetable, random] = [manualClock(), fakeTimetable(), seededRandomness()];
  const leases = fakeLeases<State>(timetable);
  const come = (work: Work<State>) => underLease({ leases, timetable, clock, random })(name, fresh, guardFor, work);
  return { clock, timetable, come };
};

const count: Work<State> = async (held) => {
  held.state = { runs: held.state.runs + 1 };
  return undefined;
};

test('who works finds the state that the last one left, and leaves no guard', async () => {
  const { timetable, come } = workshop();
  const seen: [number, boolean][] = [];
  for (let run = 0; run < 3; run += 1)
    await come(async (held) => {
      seen.push([held.state.runs, held.clean]);
      return count(held);
    });
  expect(seen).toEqual([0, 1, 2].map((runs) => [runs, true]));
  expect(timetable.rows()).toEqual([]);
});

test('who comes while another works leaves at once, and the other looks again', async () => {
  const { come } = workshop();
  let looks = 0;
  let others = 0;
  const other: Work<State> = async () => {
    others += 1;
    return undefined;
  };
  await come(async () => {
    looks += 1;
    if (looks <= 2) await come(other);
    return undefined;
  });
  expect([looks, others]).toEqual([3, 0]);
});

test('who dies leaves a guard for when the lease has run out, and the next one knows of it', async () => {
  const { clock, timetable, come } = workshop();
  const dead = come(async (held) => {
    await count(held);
    throw new Error('died');
  });
  await expect(dead).rejects.toThrow('died');
  const [guard, ...more] = timetable.rows();
  expect([guard?.queue, more]).toEqual(['deliveries', []]);

  const seen: [number, boolean][] = [];
  const next: Work<State> = async ({ state, clean }) => {
    seen.push([state.runs, clean]);
    return undefined;
  };
  await come(next);
  expect(seen, 'nobody works while the lease may still be in use').toEqual([]);
  const wait = Date.parse(guard?.at ?? '') - clock.now();
  expect(wait).toBeLessThanOrEqual(60_000);
  clock.advance(wait);
  await come(next);
  // what the dead one had not saved is unknown
  expect(seen).toEqual([[0, false]]);
});

test('who dies later leaves a guard for when the prolonged lease has run out', async () => {
  const { clock, timetable, come } = workshop();
  const dead = come(async (held) => {
    await count(held);
    clock.advance(30_000);
    expect(await held.keep(20_000)).toBe(true);
    throw new Error('died');
  });
  await expect(dead).rejects.toThrow('died');
  const last = timetable.rows().at(-1);
  const seen: [number, boolean][] = [];
  clock.advance(Date.parse(last?.at ?? '') - clock.now());
  await come(async ({ state, clean }) => {
    seen.push([state.runs, clean]);
    return undefined;
  });
  expect(seen).toEqual([[1, false]]);
});

test('who lost the lease hears so, saves nothing and leaves the guard of its holder', async () => {
  const { clock, timetable, come } = workshop();
  const kept: boolean[] = [];
  let guards = 0;
  await come(async (held) => {
    clock.advance(40_000);
    const holder = come(async (other) => {
      other.state = { runs: 7 };
      kept.push(await other.keep(1000, true));
      throw new Error('died');
    });
    await expect(holder).rejects.toThrow('died');
    held.state = { runs: 99 };
    kept.push(await held.keep(1000));
    guards = timetable.rows().length;
    return guardFor(clock.now(), 'not to be written');
  });
  expect(kept).toEqual([true, false]);
  expect(timetable.rows()).toHaveLength(guards);
  clock.advance(60_000);
  const seen: number[] = [];
  await come(async ({ state }) => {
    seen.push(state.runs);
    return undefined;
  });
  expect(seen).toEqual([7]);
});

test('what a long run leaves behind that nobody needs is taken away, few at a time', async () => {
  const [clock, table, random] = [manualClock(), fakeTimetable(), seededRandomness()];
  let [open, most] = [0, 0];
  const done: typeof table.done = async (work) => {
    open += 1;
    most = Math.max(most, open);
    await Promise.resolve();
    await table.done(work);
    open -= 1;
  };
  const work: Work<State> = async (held) => {
    for (let at = 0; at < 500; at += 1) {
      const wake = guardFor(clock.now() + at * 10_000, `wake ${at}`);
      table.put(wake);
      held.spent.push(wake);
    }
    return undefined;
  };
  const leases = fakeLeases<State>(table);
  await underLease({ leases, timetable: { ...table, done }, clock, random })(name, fresh, guardFor, work);
  expect(table.rows()).toEqual([]);
  expect(most).toBeLessThanOrEqual(16);
  expect(most).toBeGreaterThan(1);
});
