/** A slug as a name: `new-york` is “New York”. For what has no label of its own, which is known by its slug alone. */
export const slugLabel = (slug: string): string =>
  slug
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
