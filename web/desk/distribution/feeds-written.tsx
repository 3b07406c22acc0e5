import type { CarryingFeed } from '../../../shared/ports/feed-record.ts';
import { ClockTime } from '../../parts/clock-time.tsx';
import { counted } from '../../parts/numbers.ts';

/** Which feeds carry an event; a fact-check has at most 40 facets, in three formats each. */
export const FeedsWritten = ({ feeds }: { readonly feeds: readonly CarryingFeed[] }) => {
  const last = feeds
    .map(({ writtenAt }) => writtenAt)
    .sort()
    .at(-1);
  if (last === undefined) return <p>None yet.</p>;
  return (
    <>
      <p>
        {counted(feeds.length, 'feed')} written, by <ClockTime at={last} />
      </p>
      <details>
        <summary>Which feeds</summary>
        <ul class="feeds">
          {feeds.map(({ path }) => (
            <li key={path}>
              <a href={path}>{path}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
};
