const two = (number: number): string => String(number).padStart(2, '0');

/** A time (ISO 8601) as `datetime-local` fields have it, on the reader's clock; empty for what is no time. */
export const localOf = (at: string): string => {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const day = `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
};

/** And back, in UTC; undefined for what is no time. */
export const instantOf = (local: string): string | undefined => {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};
