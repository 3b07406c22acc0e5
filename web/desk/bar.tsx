/** Places of the desk, by the first part of the page's fragment. */
export const places = [
  { part: 'rulings', label: 'Fact-checks' },
  { part: 'new', label: 'New' },
  { part: 'sends', label: 'Sends' },
  { part: 'scheduled', label: 'Scheduled' },
  { part: 'replies', label: 'Replies' },
] as const;
export type Part = (typeof places)[number]['part'];

/** Where one can go on the desk, and out of it. */
export const Bar = ({ at, leave }: { readonly at: Part; readonly leave: () => void }) => (
  <>
    <nav aria-label="The desk">
      {places.map(({ part, label }) => (
        <a key={part} href={`#/${part}`} aria-current={part === at ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
    <button type="button" class="small" onClick={leave}>
      Leave
    </button>
  </>
);
