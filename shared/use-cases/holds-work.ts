import { type Channel, mayHold } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeldWork } from '../ports/held-work.ts';

export interface HoldsWorkDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly heldWork: Pick<HeldWork, 'count'>;
  readonly clock: Clock;
}

/** Tells whether a channel is paused, or what it held then is not all back on its queues yet. */
export const holdsWork =
  ({ switches, heldWork, clock }: HoldsWorkDeps, channel: Channel) =>
  async (): Promise<boolean> => {
    const standing = await switches.read(channel);
    if (standing.paused) return true;
    return mayHold(standing, clock.now()) && (await heldWork.count(channel, 1)) > 0;
  };
