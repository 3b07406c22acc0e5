const pattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** An ISO 8601 date or time as an instant; one without an offset is taken as UTC. `null` for anything else: other forms are ambiguous. */
export const instantOf = (text: string | null): string | null => {
  const [, day, time = '00:00', offset = 'Z'] = pattern.exec(text ?? '') ?? [];
  if (day === undefined || !isDay(day)) return null;
  const zone =
    offset.toUpperCase() === 'Z'
      ? 'Z'
      : offset.replace(/^(.\d\d):?(\d\d)?$/, (_, hours, minutes) => `${hours}:${minutes ?? '00'}`);
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/** The day of an ISO 8601 date or time, as it is written there. */
export const dayOf = (text: string | null): string | null => {
  const [, day] = pattern.exec(text ?? '') ?? [];
  return day !== undefined && isDay(day) ? day : null;
};

/** Date.parse takes 31 February for 3 March. */
const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};
