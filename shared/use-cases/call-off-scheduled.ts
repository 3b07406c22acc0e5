import type { Actor } from '../domain/actor.ts';
import type { ScheduledId } from '../domain/ids.ts';
import type { Log } from '../ports/log.ts';
import type { ScheduledRulings } from '../ports/scheduled-rulings.ts';

export interface CallOffDeps {
  readonly scheduledRulings: Pick<ScheduledRulings, 'callOff'>;
  readonly log: Log;
}

/** Calls a scheduled ruling off, or clears away one that failed; false where there is none. Its row in the Timetable then wakes nobody. */
export const callOffScheduled =
  ({ scheduledRulings, log }: CallOffDeps) =>
  async (scheduledId: ScheduledId, actor: Actor): Promise<boolean> => {
    const calledOff = await scheduledRulings.callOff(scheduledId);
    if (calledOff) log.info('SCHEDULED_CALLED_OFF', { scheduledId, actorId: actor.id });
    return calledOff;
  };
