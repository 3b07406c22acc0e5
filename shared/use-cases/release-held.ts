import { type Channel, type ChannelQueue, channelQueues, channels, mayRelease } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeldWork } from '../ports/held-work.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';

export interface ReleaseHeldDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly heldWork: Pick<HeldWork, 'held' | 'released'>;
  /** Each queue by its name; messages are JSON as they were held. */
  readonly queues: Readonly<Record<ChannelQueue, Queue<unknown>>>;
  readonly clock: Clock;
  readonly log: Log;
}

const page = 400;
/** A run begins no more pages after this, and the next one goes on: it is part of the sweep, which has a minute. */
const runMs = 45_000;

/**
 * Puts what channels hold back on their queues, where they are on again, and takes the rows away, in this order: who dies in between does
 * it again. Channels are worked on beside each other for as long as a run has, so that much of one, or a queue of its that takes nothing,
 * keeps no other back. The switch is read anew before each page: a pause stops it. Of one that is paused the log says since when.
 */
export const releaseHeld = (deps: ReleaseHeldDeps) => async (): Promise<void> => {
  const stopAt = deps.clock.now() + runMs;
  const ends = await Promise.allSettled(channels.map((channel) => releaseChannel(deps, channel, stopAt)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

const releaseChannel = async (
  { switches, heldWork, queues, clock, log }: ReleaseHeldDeps,
  channel: Channel,
  stopAt: number,
): Promise<void> => {
  let released = 0;
  for (let first = true; clock.now() < stopAt; first = false) {
    const standing = await switches.read(channel);
    if (first && standing.paused) log.info('CHANNEL_STILL_PAUSED', { channel, since: standing.since });
    if (!mayRelease(standing, clock.now())) break;
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
