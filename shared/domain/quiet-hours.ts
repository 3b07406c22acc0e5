import type { Newsroom } from './newsroom.ts';
import { notBeforeOf, type ZoneKey, zonesOf } from './time-zone.ts';

/**
 * Whether phones of a cohort may be texted: until when, which is more than a minute off, or again from when (ms since 1970). A cohort
 * whose zones are never in their windows at the same time never opens: `until` is null.
 */
export type Window =
  | { readonly open: true; readonly until: number }
  | { readonly open: false; readonly until: number | null };

/** Answers for a cohort at an instant (ms since 1970). */
export type WindowAt = (zones: ZoneKey, instant: number) => Window;

const minute = 60_000;
const hour = 60 * minute;
/** Twilio takes at most this as ValidityPeriod: a text that waits longer in its queues is dropped. */
const maxValiditySeconds = 14_400;
/** A text handed over in the window's last minute (in ms) could arrive after it: the window counts as closed by then. */
export const lastMinute = minute;
/** Openings of zones half a world apart meet within two days, or never. */
const searchMs = 60 * hour;

/**
 * The newsroom's window on the recipients' own clocks: each zone of the cohort must be in it, and past the hour that its people named.
 * Days are those of the zone, 23 or 25 hours long where the clocks change.
 */
export const quietHours = ({ window }: Pick<Newsroom['texts'], 'window'>): WindowAt => {
  const windowOpens = msOf(window.opens);
  const closes = msOf(window.closes);

  const inZone = (zone: string, opens: number, instant: number): { open: boolean; until: number } => {
    const offset = offsetAt(zone, instant);
    const day = Math.floor((instant + offset) / (24 * hour)) * 24 * hour;
    const time = instant + offset - day;
    if (time < opens) return { open: false, until: instantOf(zone, day + opens, offset) };
    // Stryker disable next-line EqualityOperator: at the closing itself nothing is left of the window, open or not
    if (time < closes) return { open: true, until: instantOf(zone, day + closes, offset) };
    return { open: false, until: instantOf(zone, day + 24 * hour + opens, offset) };
  };

  return (zones, instant) => {
    const opens = Math.max(windowOpens, notBeforeOf(zones) * hour);
    let at = instant;
    while (at <= instant + searchMs) {
      const all = zonesOf(zones).map((zone) => inZone(zone, opens, at));
      const next = Math.min(...all.map(({ until }) => until));
      if (all.every(({ open }) => open) && next - at > lastMinute)
        return at === instant ? { open: true, until: next } : { open: false, until: at };
      // a time that the clocks skip lies behind: then on by the minute, until they are past it
      at = next > at ? next : at + minute;
    }
    return { open: false, until: null };
  };
};

/**
 * The hours (0 to 23) before which people may ask for no text, so that some of the newsroom's window is left. Who may be in several zones
 * has less of it: see `opensDaily`.
 */
export const possibleHours = ({ window }: Pick<Newsroom['texts'], 'window'>): readonly number[] =>
  Array.from({ length: 24 }, (_, at) => at).filter(
    (at) => msOf(window.closes) - Math.max(msOf(window.opens), at * hour) > lastMinute,
  );

/**
 * Whether a cohort opens on each day of the year to come. A sign-up is refused an hour with which it does not: at nineteen in Phoenix it
 * is twenty in Denver, all summer. The clocks change at least two months apart, so that a look each fortnight sees every state of them.
 */
export const opensDaily = (windowAt: WindowAt, zones: ZoneKey, now: number): boolean =>
  Array.from({ length: 27 }, (_, at) => windowAt(zones, now + at * 14 * 24 * hour)).every(
    (window, at) => window.open || (window.until ?? Number.POSITIVE_INFINITY) <= now + (at * 14 * 24 + 25) * hour,
  );

/** No quiet hours, for the embedded runtime alone. */
export const anyHour: WindowAt = (_zones, instant) => ({ open: true, until: instant + 24 * hour });

/** How long Twilio may keep trying, in whole seconds: at most 4 hours, and never past the window's end. */
export const validitySeconds = (until: number, now: number): number =>
  Math.min(maxValiditySeconds, Math.floor((until - now) / 1000));

/** Hours and minutes, `HH:MM`, in ms. */
const msOf = (clockTime: string): number => {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return hours * hour + minutes * minute;
};

/**
 * When a zone's clock shows `wall` (ms as if it were UTC). `offset` is a guess from nearby: where the clocks change in between, the
 * offset then is the one that counts. A time that the clocks skip comes out as one before they do.
 */
const instantOf = (zone: string, wall: number, offset: number): number => wall - offsetAt(zone, wall - offset);

/** Making a formatter takes some 70 µs, asking one 1 µs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clock is ahead of UTC at an instant, in ms; negative in America. */
const offsetAt = (zone: string, instant: number): number => {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formatters.set(zone, formatter);
  }
  // GMT-05:00; for UTC itself it may be a bare GMT
  const shown = formatter.format(instant).replace(/.*GMT/, '');
  return (shown.startsWith('-') ? -1 : 1) * msOf(shown.slice(1));
};
