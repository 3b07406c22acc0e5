import type { Actor } from '../domain/actor.ts';
import type { Channel } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface SwitchChannelDeps {
  readonly switches: ChannelSwitches;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Pauses a channel, or lets it go on. One that stands so already stays as it is, with who did it first. All processes know within
 * seconds; from the next sweep after that on, what is held goes back on its queues.
 */
export const switchChannel =
  ({ switches, clock, log }: SwitchChannelDeps) =>
  async (channel: Channel, to: 'pause' | 'resume', actor: Actor): Promise<void> => {
    const paused = to === 'pause';
    if ((await switches.read(channel)).paused === paused) return;
    await switches.set({ channel, paused, since: new Date(clock.now()).toISOString(), actor });
    log.info(paused ? 'CHANNEL_PAUSED' : 'CHANNEL_RESUMED', { channel, actorId: actor.id });
  };
