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

/** What was held is back on its queues long before, or an alarm of the sweep has rung for days. */
const releasedMs = 7 * 24 * 3_600_000;
/** Whether a channel may hold anything at `now` (ms): it is paused, or was so in the last week. */
export const mayHold = ({ paused, since }: ChannelSwitch, now: number): boolean =>
  paused || (since !== null && now - Date.parse(since) < releasedMs);

/**
 * Since when (ISO 8601) what has failed since `failingSince` failed by itself: the time in which its channel was paused says nothing, and
 * so only what came after the last resume counts. Null while it is paused.
 */
export const triedSince = ({ paused, since }: ChannelSwitch, failingSince: string): string | null => {
  if (paused) return null;
  return since !== null && since > failingSince ? since : failingSince;
};

/** A process knows a switch as it stood so long ago, in ms, at most; what it begins within a second after that is the last. */
export const switchSeenMs = 2_000;

/**
 * Whether what is held goes back on its queues at `now` (ms): once every process knows that the channel is on, or they would hold it
 * once more. Where nobody ever paused it, nothing is held.
 */
export const mayRelease = ({ paused, since }: ChannelSwitch, now: number): boolean =>
  !paused && since !== null && now - Date.parse(since) >= 2 * switchSeenMs;
