import type { Follower } from '../domain/follower.ts';
import type { DueWork } from './timetable.ts';

/** A follower as the list of a folder has it. */
export type FollowerEntry = Pick<Follower, 'id' | 'topic' | 'leaseUntil'>;

/**
 * Followers of feeds. They are endpoints, and found by their id as such (`EndpointStore.get`); no partner's list has them. Reads are
 * strongly consistent, and every write is one transaction with the due work that follows from it.
 */
export interface FollowerStore {
  /** Makes a follower, or replaces it whole; false when one with this id was asked for later, and nothing is written. */
  follow(follower: Follower, wake: DueWork): Promise<boolean>;
  /** Takes a follower away, unless it was asked for later than `requestedAt`: whether it is gone by now. */
  unfollow(follower: Pick<Follower, 'id' | 'topic' | 'requestedAt'>, wake: DueWork | undefined): Promise<boolean>;
  /** The followers of all feeds in a folder, a page of at most `size` at a time. */
  inFolder(folder: string, size: number): AsyncIterable<FollowerEntry[]>;
}
