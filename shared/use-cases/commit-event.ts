import type { RulingEvent } from '../domain/event.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Revision } from '../domain/ruling.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Randomness } from '../ports/randomness.ts';
import type {
  CommitOutcome,
  IdempotentAnswer,
  RulingCommit,
  RulingReader,
  RulingStore,
} from '../ports/ruling-store.ts';

/**
 * Tries and time that a writer has for its sequence. Simulated with transactions of 20 to 45 ms, 50 publishes and 20 corrections at
 * once all come through within it; with 20 tries in 5 s some of every such burst did not.
 */
const maxTries = 40;
const maxMs = 8_000;

export interface CommitDeps {
  readonly rulings: RulingStore;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/** What a change of a ruling made. `replayed`: the same idempotency key had been answered before, and this is that answer. */
export interface Committed {
  readonly revision: Revision;
  readonly event: RulingEvent;
  readonly replayed: boolean;
}

export type CommitRefusal =
  | Exclude<CommitOutcome, { kind: 'committed' | 'sequence-taken' | 'answered' }>
  | { readonly kind: 'idempotency-key-reused' }
  /** Too many writers for too long: nothing was written, try again. */
  | { readonly kind: 'busy' };

/**
 * Commits an event with the next sequence. The counter's condition makes the sequence gapless; who loses the race takes the next
 * number, with full jitter between tries. A writer whose answer was lost finds its own event id in the revision and has won.
 */
export const commitEvent =
  ({ rulings, clock, random, log }: CommitDeps) =>
  async (commit: RulingCommit): Promise<Result<Committed, CommitRefusal>> => {
    const started = clock.now();
    const { id: eventId, type } = commit.event;
    const done = (sequence: number): Result<Committed, CommitRefusal> => {
      log.info('EVENT_COMMITTED', { eventId, type, sequence });
      return ok(committed(commit, sequence));
    };
    const { rulingId, revision: number } = commit.revision;
    let last = await rulings.lastSequence();
    for (let tries = 1; ; tries++) {
      const sequence = last + 1;
      const outcome = await rulings.commit(commit, sequence);
      if (outcome.kind === 'committed') return done(sequence);
      if (outcome.kind === 'answered') return answered(rulings, commit, outcome.answer);
      if (outcome.kind !== 'sequence-taken') {
        const written = await rulings.revision(rulingId, number);
        return written?.eventId === eventId ? done(written.sequence) : fail(outcome);
      }
      if (tries === maxTries || clock.now() - started > maxMs) return fail({ kind: 'busy' });
      log.info('COMMIT_CONTENDED', { eventId, sequence, tries });
      await clock.sleep(random() * Math.min(400, 10 * 2 ** tries));
      // what the lost race showed may be old by now
      last = await rulings.lastSequence();
    }
  };

const committed = ({ revision, event }: RulingCommit, sequence: number): Committed => ({
  revision: { ...revision, sequence },
  event: { ...event, sequence },
  replayed: false,
});

const answered = async (
  rulings: RulingStore,
  { idempotency }: RulingCommit,
  answer: IdempotentAnswer,
): Promise<Result<Committed, CommitRefusal>> =>
  answer.requestHash === idempotency?.requestHash ? replay(rulings, answer) : fail({ kind: 'idempotency-key-reused' });

/** The answer that was given then, from the revision and the event of then: both never change. */
export const replay = async (
  rulings: RulingReader,
  answer: IdempotentAnswer,
): Promise<Result<Committed, CommitRefusal>> => {
  // the same request was scheduled at the very moment that it fell due: asked once more, it gets that answer
  if ('scheduled' in answer) return fail({ kind: 'busy' });
  const [revision, event] = await Promise.all([
    rulings.revision(answer.rulingId, answer.revision),
    rulings.event(answer.sequence),
  ]);
  if (!revision || !event) throw new Error('an idempotency row names what does not exist');
  return ok({ revision, event, replayed: true });
};
