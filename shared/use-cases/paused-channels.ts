import { type Channel, channels } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';

/** The channels that an operator paused, as their switches stand. */
export const pausedChannels =
  ({ switches }: { readonly switches: Pick<ChannelSwitches, 'read'> }) =>
  async (): Promise<Channel[]> => {
    const standing = await Promise.all(channels.map((channel) => switches.read(channel)));
    return standing.filter(({ paused }) => paused).map(({ channel }) => channel);
  };
