import type { Clock } from '../ports/clock.ts';
import type { LeaseName, Leases } from '../ports/leases.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { DueWork, Timetable } from '../ports/timetable.ts';
import { inParallel } from './in-parallel.ts';

/** How long a lease is given for; a holder that died keeps others out for so long at most. */
const leaseMs = 40_000;
/** A run may leave thousands of words of the Timetable behind that nobody needs any more. */
const doneAtOnce = 16;

export interface LeaseDeps<State> {
  readonly leases: Leases<State>;
  readonly timetable: Pick<Timetable, 'done'>;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** A lease as its holder sees it. */
export interface Held<State> {
  readonly token: string;
  readonly clean: boolean;
  /** Read at the grant; the holder puts the new state here, and it is saved by `keep` and at the end. */
  state: State;
  /** Due work that nothing needs any more once the lease is given back: whoever gives it back has looked at all there was. */
  readonly spent: DueWork[];
  /** Makes sure of the lease for at least `ms` from now, and saves the state when `save` or when it must be prolonged; false when it is lost. */
  keep(ms: number, save?: boolean): Promise<boolean>;
}

/** Due work left behind: `undefined` for none. */
export type Work<State> = (held: Held<State>) => Promise<DueWork | undefined>;

/**
 * Does `work` alone, or lets whoever does it know that there is more, and leaves. No wake-up is lost:
 *
 * Work becomes visible (t0) before any message speaks of it. Who handles the message either takes the lease after t0 and finds the
 * work, or knocks on the holder's lease, after t0. The holder can give the lease back only under the count of knocks that it read
 * before it last looked for work; so it either looked after the knock, and found the work, or its release fails and it looks again.
 * A holder that dies leaves the guard in the Timetable, written with the lease, which brings another once the lease has run out. One
 * that dies before it knocked has not answered its message, which comes again. When `work` throws, the lease runs out likewise.
 */
export const underLease =
  <State>({ leases, timetable, clock, random }: LeaseDeps<State>) =>
  async (
    name: LeaseName,
    fresh: State,
    guardFor: (time: number, token: string) => DueWork,
    work: Work<State>,
  ): Promise<void> => {
    const token = makeToken(random);
    const guards = new Map<string, DueWork>();
    const guardAt = (until: number): DueWork => {
      const guard = guardFor(until, token);
      guards.set(guard.at, guard);
      return guard;
    };

    let until = 0;
    const take = async () => {
      for (;;) {
        const now = clock.now();
        until = now + leaseMs;
        const answer = await leases.take(name, { token, now: iso(now), until: iso(until), guard: guardAt(until) });
        if (answer.taken) return answer;
        if (await leases.knock(name, answer.holder)) return undefined;
      }
    };
    const granted = await take();
    if (granted === undefined) return;

    const held: Held<State> = {
      token,
      clean: granted.clean,
      state: granted.state ?? fresh,
      spent: [],
      keep: async (ms, save = false) => {
        const now = clock.now();
        if (!save && until - now > ms) return true;
        until = now + leaseMs;
        return leases.keep(name, token, iso(until), held.state, guardAt(until));
      },
    };
    let knocks: number | undefined = 0;
    for (;;) {
      const left = await work(held);
      if (await leases.release(name, token, knocks, held.state, left)) break;
      knocks = await leases.knocks(name, token);
      // another holds it now, and sees to what is left
      if (knocks === undefined) return;
    }
    await inParallel(doneAtOnce, [...guards.values(), ...held.spent], (work) => timetable.done(work));
  };

const iso = (time: number): string => new Date(time).toISOString();
const makeToken = (random: Randomness): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
