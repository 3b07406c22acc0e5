import type { RulingEntry } from '../../../shared/ports/ruling-store.ts';
import type { Api } from '../../api/client.ts';
import { useListed } from '../../api/listed.ts';
import { Moment } from '../../parts/moment.tsx';
import { Stale } from '../../parts/stale.tsx';
import { pathOf, type Query } from './query.ts';
import { Rating } from './rating.tsx';

const Entry = ({ entry }: { readonly entry: RulingEntry }) => (
  <li>
    <p class="headline">
      <a href={`#/rulings/${entry.id}`} lang={entry.language}>
        {entry.headline}
      </a>
    </p>
    <p class="facts">
      <Rating rating={entry.rating} />
      <span>{entry.claimant.name}</span>
      <span class="soft">
        {entry.revision > 1 ? `Revision ${entry.revision}, ` : 'Published '}
        <Moment at={entry.revision > 1 ? entry.updatedAt : entry.publishedAt} />
      </span>
      {entry.status === 'retracted' && <span class="tag bad">retracted</span>}
    </p>
  </li>
);

/** Fact-checks that were found, the last changed first. */
export const Found = ({ api, query }: { readonly api: Api; readonly query: Query }) => {
  const { items, known, busy, failure, more } = useListed<RulingEntry>(api, pathOf(query));
  const searching = Object.keys(query).length > 0;
  return (
    <>
      {items.length > 0 && (
        <ol class="plain found">
          {items.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {known && items.length === 0 && (
        <p>
          {searching ? 'No fact-checks match.' : 'There are no fact-checks yet. '}
          {!searching && <a href="#/new">Write the first one</a>}
        </p>
      )}
      <Stale failure={failure} shown={false} retry={() => more?.()} />
      {busy && <p role="status">Looking …</p>}
      {more && failure === undefined && (
        <button type="button" class="quiet" onClick={more}>
          Show more
        </button>
      )}
    </>
  );
};
