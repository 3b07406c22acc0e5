/** The state machine of deliveries against a model that knows it only by what is promised. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Attempt,
  alreadyThere,
  begin,
  delivered,
  failed,
  park,
  replay,
  resume,
  type Stop,
  standInFor,
  supersede,
  supersedeFailed,
  type WebhookDelivery,
} from '../../shared/domain/delivery.ts';
import type { DeliveryState } from '../../shared/domain/delivery-moves.ts';
import { attempt, delivery, noon } from '../samples/delivering.ts';

/** What is promised of one row. Times are ms. */
interface Model {
  /** What it was on the way. */
  readonly seen: Set<string>;
  now: number;
  state: DeliveryState;
  failures: number;
  refused: boolean;
  arrived: boolean;
  next: number | null;
  attempts: Attempt[];
  attempted: number;
  /** Attempts in a row that our own death cut short, up to the last one. */
  deaths: number;
  supersedes: number[];
  version: number;
}
interface Real {
  row: WebhookDelivery;
}
type Command = fc.Command<Model, Real>;

const second = 1000;
const hour = 3600 * second;
const delays = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * second);
const iso = (time: number): string => new Date(time).toISOString();
const isOver = ({ state }: Model): boolean => state === 'delivered' || state === 'superseded';

/** A row that nobody can change in place. */
const frozen = (row: WebhookDelivery): WebhookDelivery => {
  Object.freeze(row.attempts);
  Object.freeze(row.supersedes);
  return Object.freeze(row);
};

/** All of the row, as the model has it: what the model does not name may not have changed. */
const expected = (model: Model, before: WebhookDelivery): WebhookDelivery => ({
  ...before,
  state: model.state,
  failures: model.failures,
  refused: model.refused,
  arrived: model.arrived,
  attempts: model.attempts.slice(-20),
  attempted: model.attempted,
  supersedes: model.supersedes,
  nextAttemptAt: model.next === null ? null : iso(model.next),
  sendingSince: model.state === 'sending' ? iso(model.now) : null,
  expiresAt: isOver(model) ? Math.floor(model.now / second) + 90 * 86_400 : null,
  version: before.version + 1,
});

interface Move {
  readonly name: string;
  readonly from: readonly DeliveryState[];
  /** What it does to the row at `now`. */
  readonly act: (row: WebhookDelivery, now: number) => WebhookDelivery;
  /** What the model becomes by it, once it is the time of the move. */
  readonly becomes: (model: Model) => Partial<Model>;
}

const command = (after: number, { name, from, act, becomes }: Move): Command => ({
  toString: () => name,
  check: () => true,
  run: (model, real) => {
    const before = real.row;
    const now = model.now + after;
    if (!from.includes(model.state)) {
      expect(() => act(before, now)).toThrow(`that is ${model.state} cannot`);
      return;
    }
    model.now = now;
    real.row = frozen(act(before, now));
    Object.assign(model, becomes(model), { version: model.version + 1 });
    expect(real.row).toEqual(expected(model, before));
    expect(real.row.version).toBe(model.version);
    model.seen.add(model.state).add(`${model.failures} failures`);
  },
});

const tried = (
  { attempts, attempted, deaths }: Model,
  one: Attempt,
): Pick<Model, 'attempts' | 'attempted' | 'deaths'> => ({
  attempts: [...attempts, one],
  attempted: attempted + 1,
  deaths: one.error === 'interrupted' ? deaths + 1 : 0,
});

interface Failure {
  readonly error: string | null;
  readonly stop: Stop | undefined;
  readonly random: number;
  readonly retryAfter: number;
}

const failedAttempt = (attempted: number, { error }: Failure): Attempt =>
  attempt({ number: attempted + 1, error, status: error === null ? 503 : null });

/** What a failure that counts makes of a row: tried again by the schedule, or waiting. Deaths of ours count from the fifth in a row. */
const afterFailure = (model: Model, failure: Failure): Partial<Model> => {
  const { stop, random, retryAfter } = failure;
  const counted = tried(model, failedAttempt(model.attempted, failure));
  const failures = model.failures + (counted.deaths > 0 && counted.deaths < 5 ? 0 : 1);
  const delay = stop === undefined ? delays[failures] : undefined;
  const next = delay === undefined ? null : model.now + Math.max(Math.round(delay * (0.8 + 0.4 * random)), retryAfter);
  return { ...counted, failures, refused: stop === 'refused', next, state: next === null ? 'waiting' : 'pending' };
};

const over = { next: null } satisfies Partial<Model>;
const anew = { failures: 0, state: 'pending' } satisfies Partial<Model>;
const beginning: Move = {
  name: 'begin',
  from: ['pending'],
  act: begin,
  becomes: () => ({ ...over, state: 'sending' }),
};
const failing = (failure: Failure): Move => ({
  name: `fail ${failure.error ?? 503} ${failure.stop ?? ''}`,
  from: ['sending'],
  act: (row, now) => failed(row, failedAttempt(row.attempted, failure), { ...failure, now }),
  becomes: (model) => afterFailure(model, failure),
});
const arriving: Move = {
  name: 'arrive',
  from: ['sending'],
  act: (row, now) => delivered(row, attempt({ number: row.attempted + 1, status: 204 }), now),
  becomes: (model) => ({
    ...tried(model, attempt({ number: model.attempted + 1, status: 204 })),
    ...{ ...over, failures: 0, state: 'delivered' },
  }),
};
const superseding: Move = {
  name: 'supersede',
  from: ['pending', 'sending', 'waiting'],
  act: supersede,
  becomes: () => ({ ...over, state: 'superseded' }),
};
const supersedingFailed = (failure: Failure): Move => ({
  ...superseding,
  name: 'supersede after a failure',
  act: (row, now) => supersedeFailed(row, failedAttempt(row.attempted, failure), now),
  becomes: (model) => ({
    ...tried(model, failedAttempt(model.attempted, failure)),
    ...{ ...over, state: 'superseded' },
  }),
});
const moves: readonly Move[] = [
  beginning,
  arriving,
  superseding,
  {
    name: 'is there already',
    from: ['sending'],
    act: alreadyThere,
    becomes: () => ({ ...over, failures: 0, state: 'delivered' }),
  },
  { name: 'park', from: ['pending'], act: park, becomes: () => ({ ...over, state: 'waiting' }) },
  {
    name: 'resume',
    from: ['pending', 'waiting'],
    act: (row, now) => resume(row, now + second),
    becomes: ({ now }) => ({ ...anew, next: now + second }),
  },
  {
    name: 'replay',
    from: ['pending', 'waiting', 'delivered'],
    act: replay,
    becomes: ({ state, arrived, now }) => ({
      ...{ ...anew, next: now, refused: false },
      arrived: arrived || state === 'delivered',
    }),
  },
];

/** A newer delivery, not begun yet, takes over what an older one stood for. */
const standingIn = (older: WebhookDelivery): Move => ({
  name: 'stand in',
  from: ['pending', 'waiting'],
  act: (row) => standInFor(row, older),
  becomes: ({ supersedes }) => {
    const all = [...supersedes, ...older.supersedes, ...(older.arrived ? [] : [older.sequence])];
    return { supersedes: [...new Set(all)].sort((a, b) => a - b) };
  },
});
/** Moves that belong together, also where one of them is not allowed any more. */
const several = (commands: readonly Command[]): Command => ({
  toString: () => commands.map(String).join(', '),
  check: () => true,
  run: (model, real) => {
    for (const one of commands) one.run(model, real);
  },
});

const after = fc.integer({ min: 0, max: 2 * hour });
const failure: fc.Arbitrary<Failure> = fc.record({
  error: fc.constantFrom(null, null, 'timeout', 'interrupted'),
  stop: fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom<Stop>('disabled', 'refused') },
  ),
  random: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  retryAfter: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 24 * hour })),
});
const older = fc
  .record({ sequence: fc.integer({ min: 1, max: 9 }), supersedes: fc.uniqueArray(fc.nat(9)), arrived: fc.boolean() })
  .map((differs) => delivery({ ...differs, supersedes: differs.supersedes.sort((a, b) => a - b) }));

const attempts = fc
  .array(fc.tuple(after, after, failure), { minLength: 1, maxLength: 16 })
  .map((all) =>
    several(all.flatMap(([first, then, ends]) => [command(first, beginning), command(then, failing(ends))])),
  );
const anyMove = fc.tuple(after, fc.constantFrom(...moves)).map(([wait, move]) => command(wait, move));
const commands = fc.commands<Model, Real>(
  [
    anyMove,
    attempts,
    after.map((wait) => several([command(wait, beginning), command(wait, arriving)])),
    fc.tuple(after, failure).map(([wait, ends]) => command(wait, failing(ends))),
    fc.tuple(after, failure).map(([wait, ends]) => command(wait, supersedingFailed(ends))),
    older.map((one): Command => {
      const standing = command(0, standingIn(one));
      return { ...standing, check: ({ state }) => standingIn(one).from.includes(state) };
    }),
  ],
  { maxCommands: 40, size: '+1' },
);

test('a row does what its moves allow, whatever is asked of it, and each write makes its version one higher', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(commands, (asked) => {
      const model: Model = {
        seen,
        now: Date.parse(noon),
        ...{ state: 'pending', failures: 0, refused: false, arrived: false, next: Date.parse(noon) },
        ...{ attempts: [], attempted: 0, deaths: 0, supersedes: [], version: 1 },
      };
      const real = { row: frozen(delivery()) };
      fc.modelRun(() => ({ model, real }), asked);
    }),
    { numRuns: 200 },
  );
  // whoever draws other commands sees to it that they still get anywhere
  for (const end of ['pending', 'delivered', 'waiting', 'superseded', '10 failures']) expect(seen).toContain(end);
  expect(seen).not.toContain('11 failures');
});
