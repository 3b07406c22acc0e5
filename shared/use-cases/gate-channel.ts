import type { Channel, QueueOf } from '../domain/channel.ts';
import type { HeldWork } from '../ports/held-work.ts';
import type { Log } from '../ports/log.ts';
import { inParallel } from './in-parallel.ts';
import { type WatchChannelDeps, watchSwitch } from './watch-channel.ts';

export interface GateChannelDeps extends WatchChannelDeps {
  readonly heldWork: Pick<HeldWork, 'hold'>;
  readonly log: Log;
}

/** A message as its queue gave it; `source` is the ARN of the queue. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly source: string;
}

const writesAtOnce = 16;

/**
 * Stands before what works a channel's queues off. While the channel is paused, their messages are held instead: each is written down
 * before it is done with, so a death on the way brings it again, to the same row. `hold` answers what stood in the way of those that
 * must come again, by their ids. One that is no JSON could be put on no queue again; it is left to the dead letters. Messages of one
 * `subjectOf` are held as one, the last that came.
 */
export const gateChannel = <Of extends Channel>(
  deps: GateChannelDeps,
  channel: Of,
  queueOf: (source: string) => QueueOf<Of>,
  subjectOf: (body: unknown) => string | undefined = () => undefined,
) => {
  const standing = watchSwitch(deps, channel);
  const hold = async (messages: readonly Received[]): Promise<ReadonlyMap<string, unknown>> => {
    const failures = new Map<string, unknown>();
    await inParallel(writesAtOnce, messages, async ({ id, body, source }) => {
      try {
        const subject = subjectOf(JSON.parse(body));
        await deps.heldWork.hold({ channel, queue: queueOf(source), id: subject ?? id, body });
      } catch (error) {
        failures.set(id, error);
      }
    });
    const held = messages.length - failures.size;
    if (held > 0) deps.log.info('WORK_HELD', { channel, messages: held });
    return failures;
  };
  return { standing, paused: async () => (await standing()).paused, hold };
};
