import type { Window, WindowAt } from './quiet-hours.ts';
import type { ZoneKey } from './time-zone.ts';

/** Openings of zones half a world apart meet within two days, or never. */
const searchMs = 60 * 3_600_000;

/**
 * The window of somebody who may be where either of two cohorts is, at an instant (ms since 1970): both are open. Each keeps the hour that
 * its own people named. `until` is null where they never are at the same time.
 */
export const jointWindow = (windowAt: WindowAt, one: ZoneKey, other: ZoneKey, instant: number): Window => {
  let at = instant;
  while (at <= instant + searchMs) {
    const windows = [windowAt(one, at), windowAt(other, at)];
    const turns = windows.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
    if (windows.every(({ open }) => open)) {
      const until = Math.min(...turns);
      return at === instant ? { open: true, until } : { open: false, until: at };
    }
    // nothing opens before the later of those that are shut does; one that never opens ends the search
    at = Math.max(...turns.filter((_, which) => windows[which]?.open === false));
  }
  return { open: false, until: null };
};
