import type { EndpointId } from '../domain/ids.ts';
import type { DueWork } from './timetable.ts';

export type LeaseName = 'planning' | EndpointId;

/**
 * The right to work on something alone for a while, with a little state that the next holder finds. Each grant has a `token` of its
 * own; a lease that ran out may be taken by another, and from then on nothing succeeds under the old token.
 *
 * `knocks` counts those who came while it was held. A holder can give the lease back only if it has seen every knock, so whoever
 * knocked may leave: the holder looks for work once more.
 */
export interface Leases<State> {
  /** Takes the lease unless somebody holds it at `now` (ISO 8601). `clean` tells whether its last holder gave it back. The guard is written with it. */
  take(
    name: LeaseName,
    grant: { token: string; now: string; until: string; guard: DueWork },
  ): Promise<
    | { readonly taken: true; readonly state: State | undefined; readonly clean: boolean }
    | { readonly taken: false; readonly holder: string }
  >;
  /** What holders left, or saved so far, of those that were ever taken. */
  states(names: readonly LeaseName[]): Promise<Map<LeaseName, State>>;
  /** Lets the holder know that somebody came; false when it holds the lease no longer. */
  knock(name: LeaseName, holder: string): Promise<boolean>;
  /** How often somebody knocked; undefined when the lease is lost. */
  knocks(name: LeaseName, token: string): Promise<number | undefined>;
  /** Prolongs the lease and saves the state; false when the lease is lost. */
  keep(name: LeaseName, token: string, until: string, state: State, guard: DueWork): Promise<boolean>;
  /** Gives the lease back, with due work for what is left, in one transaction; false when it is lost or somebody knocked since. */
  release(name: LeaseName, token: string, knocks: number, state: State, wake: DueWork | undefined): Promise<boolean>;
}
