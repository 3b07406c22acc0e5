interface BarProps {
  /** The first part of where somebody is. */
  readonly at: string;
  /** Forgets the key; where none is asked for there is nothing to leave. */
  readonly leave?: () => void;
}

const places = [
  ['', 'Endpoints'],
  ['events', 'Events'],
  ['verify', 'Verify'],
] as const;

/** Where one can go from everywhere. */
export const Bar = ({ at, leave }: BarProps) => {
  const current = places.some(([name]) => name === at) ? at : '';
  return (
    <>
      <nav aria-label="Partners">
        {places.map(([name, words]) => (
          <a key={name} href={`#/${name}`} aria-current={name === current ? 'page' : undefined}>
            {words}
          </a>
        ))}
      </nav>
      {leave ? (
        <button type="button" class="small" onClick={leave}>
          Leave
        </button>
      ) : (
        <a href="/">Front page</a>
      )}
    </>
  );
};
