import type { Channel, ChannelQueue } from '../domain/channel.ts';

/** A message that came while its channel was paused. `id` is its own, or that of what it speaks of; `body` is what its queue gets again, as JSON. */
export interface HeldMessage {
  readonly channel: Channel;
  readonly queue: ChannelQueue;
  readonly id: string;
  readonly body: string;
}

/** The message as it was held last, which `writing` names: held once more, it is another. */
export interface HeldRow extends HeldMessage {
  readonly writing: string;
}

/** What waits for a channel to be on again, for as long as that takes. */
export interface HeldWork {
  /** One row for each id on a queue: the last that was held under it. */
  hold(message: HeldMessage): Promise<void>;
  /** Some of what a channel holds, the urgent first within a shard: at most `limit`, none only where nothing is held. */
  held(channel: Channel, limit: number): Promise<HeldRow[]>;
  /** How many messages a channel holds; about `most` where there are more, none only where nothing is held. */
  count(channel: Channel, most: number): Promise<number>;
  /** Takes the row away once its message is on the queue again, unless it was held once more since it was read; gone already is fine. */
  released(row: HeldRow): Promise<void>;
}
