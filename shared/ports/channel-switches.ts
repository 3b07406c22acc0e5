import type { Channel, ChannelSwitch } from '../domain/channel.ts';

/** One switch a channel; whoever sets it last is right. */
export interface ChannelSwitches {
  /** As it stands at this moment; that of a channel which nobody ever paused is on. */
  read(channel: Channel): Promise<ChannelSwitch>;
  set(to: ChannelSwitch): Promise<void>;
}
