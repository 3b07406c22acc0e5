import { type Channel, type ChannelSwitch, neverPaused } from '../../shared/domain/channel.ts';
import type { ChannelSwitches } from '../../shared/ports/channel-switches.ts';

/** Switches in memory. */
export const fakeChannelSwitches = (): ChannelSwitches => {
  const switches = new Map<Channel, ChannelSwitch>();
  return {
    read: async (channel) => structuredClone(switches.get(channel)) ?? neverPaused(channel),
    set: async (to) => {
      switches.set(to.channel, structuredClone(to));
    },
  };
};
