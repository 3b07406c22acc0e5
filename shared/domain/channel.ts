import type { Actor } from './actor.ts';

/** The channels that an operator may pause, each with the queues whose work is held then, the more urgent first. */
export const channelQueues = {
  feeds: ['feeds', 'archives'],
  texts: ['urgent-texts', 'text-batches'],
  deliveries: ['deliveries', 'follower-deliveries'],
} as const;
export type Channel = keyof typeof channelQueues;
export type QueueOf<Of extends Channel> = (typeof channelQueues)[Of][number];
export type ChannelQueue = QueueOf<Channel>;

export const channels = ['feeds', 'texts', 'deliveries'] as const satisfies readonly Channel[];

export const channelNamed = (name: string): Channel | undefined => channels.find((channel) => channel === name);

/** Whether a channel is paused, since when (ISO 8601), and who did it; neither where nobody ever paused it. */
export interface ChannelSwitch {
  readonly channel: Channel;
  readonly paused: boolean;
  readonly since: string | null;
  readonly actor: Actor | null;
}

export const neverPaused = (channel: Channel): ChannelSwitch => ({ channel, paused: false, since: null, actor: null });

/** A process knows a switch as it stood so long ago, in ms, at most; what it begins within a second after that is the last. */
export const switchSeenMs = 2_000;

/**
 * Whether what is held goes back on its queues at `now` (ms): once every process knows that the channel is on, or they would hold it
 * once more. Where nobody ever paused it, nothing is held.
 */
export const mayRelease = ({ paused, since }: ChannelSwitch, now: number): boolean =>
  !paused && since !== null && now - Date.parse(since) >= 2 * switchSeenMs;
