import type { Newsroom } from './newsroom.ts';
import { type ZoneKey, zonesOf } from './time-zone.ts';

/**
 * Whether phones of a cohort may be texted: until when, or again from when (ms since 1970). A cohort whose zones are never in their
 * windows at the same time never opens: `until` is null.
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
/** A text handed over in the window's last minute could arrive after it: the window counts as closed by then. */
const leastMs = minute;
/** Openings of zones half a world apart meet within two days, or never. */
const searchMs = 60 * hour;

/**
 * The newsroom's window on the recipients' own clocks: each zone of the cohort must be in it. Days are those of the zone, 23 or 25
 * hours long where the clocks change.
 */
export const quietHours = ({ window }: Pick<Newsroom['texts'], 'window'>): WindowAt => {
  const opens = msOf(window.opens);
  const closes = msOf(window.closes);

  const inZone = (zone: string, instant: number): { open: boolean; until: number } => {
    const offset = offsetAt(zone, instant);
    const day = Math.floor((instant + offset) / (24 * hour)) * 24 * hour;
    const time = instant + offset - day;
    if (time < opens) return { open: false, until: instantOf(zone, day + opens, offset) };
    // Stryker disable next-line EqualityOperator: at the closing itself nothing is left of the window, open or not
    if (time < closes) return { open: true, until: instantOf(zone, day + closes, offset) };
    return { open: false, until: instantOf(zone, day + 24 * hour + opens, offset) };
  };

  return (zones, instant) => {
    let at = instant;
    while (at <= instant + searchMs) {
      const all = zonesOf(zones).map((zone) => inZone(zone, at));
      const next = Math.min(...all.map(({ until }) => until));
      if (all.every(({ open }) => open) && next - at > leastMs)
        return at === instant ? { open: true, until: next } : { open: false, until: at };
      // a time that the clocks skip lies behind: then on by the minute, until they are past it
      at = next > at ? next : at + minute;
    }
    return { open: false, until: null };
  };
};

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
