import { type Channel, type ChannelSwitch, switchSeenMs } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';

export interface WatchChannelDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly clock: Clock;
}

/**
 * Tells how the switch of a channel stands, as it was read at most `switchSeenMs` ago, so that a run may ask before each thing that it
 * begins. A failure is told to whoever waits for it, and is not remembered.
 */
export const watchSwitch = (
  { switches, clock }: WatchChannelDeps,
  channel: Channel,
): (() => Promise<ChannelSwitch>) => {
  let known: { readonly at: number; readonly standing: Promise<ChannelSwitch> } | undefined;
  return () => {
    const now = clock.now();
    if (known !== undefined && now - known.at < switchSeenMs) return known.standing;
    const asked = { at: now, standing: switches.read(channel) };
    known = asked;
    asked.standing.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.standing;
  };
};

/** Tells whether a channel is paused, as `watchSwitch` knows it. */
export const watchChannel = (deps: WatchChannelDeps, channel: Channel): (() => Promise<boolean>) => {
  const standing = watchSwitch(deps, channel);
  return async () => (await standing()).paused;
};
