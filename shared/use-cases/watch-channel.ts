import { type Channel, switchSeenMs } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';

export interface WatchChannelDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly clock: Clock;
}

/**
 * Tells whether a channel is paused, as it was read at most `switchSeenMs` ago, so that a run may ask before each thing that it begins.
 * A failure is told to whoever waits for it, and is not remembered.
 */
export const watchChannel = ({ switches, clock }: WatchChannelDeps, channel: Channel): (() => Promise<boolean>) => {
  let known: { readonly at: number; readonly paused: Promise<boolean> } | undefined;
  return () => {
    const now = clock.now();
    if (known !== undefined && now - known.at < switchSeenMs) return known.paused;
    const asked = { at: now, paused: switches.read(channel).then(({ paused }) => paused) };
    known = asked;
    asked.paused.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.paused;
  };
};
