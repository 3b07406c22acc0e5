import type { Follower } from '../domain/follower.ts';
import type { DueWork } from './timetable.ts';

/** A follower as the list of a folder has it. */
export interface FollowerEntry extends Pick<Follower, 'id' | 'topic' | 'leaseUntil'> {
  /** Of its callback. */
  readonly host: string;
}

/**
 * Followers of feeds. They are endpoints, and found by their id as such (`EndpointStore.get`); no partner's list has them. Reads are
 * strongly consistent, and every write is one transaction with the due work that follows from it.
 */
export interface FollowerStore {
  /**
   * Makes a follower, or replaces it whole; false when one with this id was asked for later, or was asked to go later, and nothing is
   * written. One that nobody takes away is forgotten a day after its lease.
   */
  follow(follower: Follower, wake: DueWork): Promise<boolean>;
  /**
   * Takes a follower away as somebody asked, whether it is there or not, unless it was asked for anything later: whether that was done.
   * Remembered longer than a request can be on its way, so that one which was made before and is verified late brings nobody back.
   */
  unfollow(request: Pick<Follower, 'id' | 'topic' | 'requestedAt'>, wake: DueWork): Promise<boolean>;
  /** Takes a follower away that nobody asked to go, unless it was asked for later than `requestedAt`: whether it is gone by now. */
  end(follower: Pick<Follower, 'id' | 'topic' | 'requestedAt'>): Promise<boolean>;
  /** The followers of all feeds in a folder, a page of at most `size` at a time. */
  inFolder(folder: string, size: number): AsyncIterable<FollowerEntry[]>;
}
