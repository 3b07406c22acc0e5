const nameOf = (zone: string): string =>
  zone
    .slice(zone.indexOf('/') + 1)
    .replaceAll('/', ', ')
    .replaceAll('_', ' ');

/** A cohort's zones in words: `America/Denver+America/Phoenix@11` is “Denver or Phoenix, from 11:00”. */
export const zoneNames = (key: string): string => {
  const [zones = '', hour] = key.split('@');
  const names = zones.split('+').map(nameOf).join(' or ');
  return hour === undefined ? names : `${names}, from ${hour}:00`;
};
