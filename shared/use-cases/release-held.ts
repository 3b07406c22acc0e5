import { type Channel, type ChannelQueue, channelQueues, channels, mayRelease } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeldWork } from '../ports/held-work.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import { runJobs } from './run-jobs.ts';

export interface ReleaseHeldDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly heldWork: Pick<HeldWork, 'held' | 'released'>;
  /** Each queue by its name; messages are JSON as they were held. */
  readonly queues: Readonly<Record<ChannelQueue, Queue<unknown>>>;
  readonly clock: Clock;
  readonly log: Log;
}

const page = 400;
/** One run stops after so many rows of a channel; the next one goes on. */
const maxRows = 5_000;

/**
 * Puts what channels hold back on their queues, where they are on again, and takes the rows away, in this order: who dies in between does
 * it again. A channel whose queue takes nothing keeps no other back. The switch is read anew before each page: a pause stops it.
 */
export const releaseHeld = (deps: ReleaseHeldDeps) => (): Promise<void> =>
  runJobs(channels.map((channel) => () => releaseChannel(deps, channel)));

const releaseChannel = async (
  { switches, heldWork, queues, clock, log }: ReleaseHeldDeps,
  channel: Channel,
): Promise<void> => {
  let released = 0;
  while (released < maxRows && mayRelease(await switches.read(channel), clock.now())) {
    const messages = await heldWork.held(channel, page);
    if (messages.length === 0) break;
    for (const queue of channelQueues[channel]) {
      const rows = messages.filter((message) => message.queue === queue);
      if (rows.length === 0) continue;
      await queues[queue].send(rows.map(({ body }): unknown => JSON.parse(body)));
      await Promise.all(rows.map((row) => heldWork.released(row)));
    }
    released += messages.length;
  }
  if (released > 0) log.info('WORK_RELEASED', { channel, messages: released });
};
