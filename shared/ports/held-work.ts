import type { Channel, ChannelQueue } from '../domain/channel.ts';

/** A message that came while its channel was paused. `id` is its own, `body` is what its queue gets again, as JSON. */
export interface HeldMessage {
  readonly channel: Channel;
  readonly queue: ChannelQueue;
  readonly id: string;
  readonly body: string;
}

/** What waits for a channel to be on again, for as long as that takes. */
export interface HeldWork {
  /** The same message held twice is one row. */
  hold(message: HeldMessage): Promise<void>;
  /** Some of what a channel holds, the urgent first within a shard: at most `limit`, none only where nothing is held. */
  held(channel: Channel, limit: number): Promise<HeldMessage[]>;
  /** Takes the row away once its message is on the queue again; gone already is fine. */
  released(message: HeldMessage): Promise<void>;
}
