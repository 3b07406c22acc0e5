/** Places of the page, by the first part of its fragment. */
export const places = [
  { part: 'stand', place: undefined, label: 'Status' },
  { part: 'people', place: 'people', label: 'People' },
  { part: 'keys', place: 'keys', label: 'Keys and partners' },
] as const;
export type Part = (typeof places)[number]['part'];

/** Where one can go, and out of it. */
export const Bar = ({ at, leave }: { readonly at: Part; readonly leave: () => void }) => (
  <>
    <nav aria-label="Operations">
      {places.map(({ part, place = '', label }) => (
        <a key={part} href={`#/${place}`} aria-current={part === at ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
    <button type="button" class="small" onClick={leave}>
      Leave
    </button>
  </>
);
