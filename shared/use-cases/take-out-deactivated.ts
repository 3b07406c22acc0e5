import type { Newsroom } from '../domain/newsroom.ts';
import { phoneSchema } from '../domain/phone.ts';
import type { Clock } from '../ports/clock.ts';
import {
  type DeactivatedDays,
  type Deactivations,
  NoDeactivationsYet,
  UnreadableDeactivations,
} from '../ports/deactivations.ts';
import type { Log } from '../ports/log.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { inParallel } from './in-parallel.ts';

export interface DeactivatedDeps {
  readonly deactivations: Deactivations;
  readonly days: DeactivatedDays;
  readonly subscribers: Pick<SubscriberStore, 'move'>;
  readonly hashPhone: PhoneHasher;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 86_400_000;
/** Lists older than this are left out: somebody who was away for a month has other things to mend. */
const mostDays = 14;
const lanes = 16;

/** A list comes within a day or so. */
const patienceMs = 3 * dayMs;

/**
 * Takes out numbers that their owners gave back, day by day, from the day after the last that was worked through to yesterday: whoever
 * has them next never signed up. A day that fails is tried again the next hour, and those after it wait.
 */
export const takeOutDeactivated = (deps: DeactivatedDeps) => async (): Promise<void> => {
  const { days, clock, log } = deps;
  const last = await days.last();
  for (const day of daysAfter(last, clock.now())) {
    try {
      await takeOut(deps, day);
    } catch (error) {
      if (error instanceof NoDeactivationsYet && clock.now() - Date.parse(day) < patienceMs) return;
      // all that could be read was: to read it again would not mend the rest
      if (!(error instanceof UnreadableDeactivations)) throw error;
      log.warn('DEACTIVATIONS_UNREADABLE', { day, lines: error.lines });
    }
    await days.done(day);
  }
};

const takeOut = async (deps: DeactivatedDeps, day: string): Promise<void> => {
  const { deactivations, subscribers, hashPhone, newsroom, clock, log } = deps;
  const schema = phoneSchema(newsroom);
  let numbers = 0;
  let left = 0;
  for await (const some of deactivations.of(day)) {
    numbers += some.length;
    // a list has landlines and numbers of other plans too: those are nobody's of ours
    const hashes = some.flatMap((number) => {
      const parsed = schema.safeParse(number);
      return parsed.success ? [hashPhone(parsed.data)] : [];
    });
    const at = new Date(clock.now()).toISOString();
    const out = { status: 'suppressed', reason: 'deactivated' } as const;
    const moved = await inParallel(lanes, hashes, (hash) =>
      subscribers.move(hash, ['active', 'paused', 'dormant'], out, at),
    );
    left += moved.filter(Boolean).length;
  }
  log.info('DEACTIVATED_TAKEN_OUT', { day, numbers, left });
};

/** The days (UTC) whose lists are to be worked through, oldest first. */
const daysAfter = (last: string | undefined, now: number): string[] => {
  const all = Array.from({ length: mostDays }, (_, back) => dayOf(now - (mostDays - back) * dayMs));
  return last === undefined ? all.slice(-1) : all.filter((day) => day > last);
};

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
