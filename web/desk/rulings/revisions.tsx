import { useEffect } from 'preact/hooks';
import type { RulingId } from '../../../shared/domain/ids.ts';
import type { Revision } from '../../../shared/domain/ruling.ts';
import type { Api } from '../../api/client.ts';
import { useListed } from '../../api/listed.ts';
import { Moment } from '../../parts/moment.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';
import { Stale } from '../../parts/stale.tsx';
import { Compare } from './compare.tsx';
import { noteWords } from './note-words.ts';

/** They come oldest first, and an editor looks for the newest: so many are asked for without a press. */
const byThemselves = 60;

const whatOf = ({ revision, notes }: Revision): string => {
  const note = notes.find((one) => one.revision === revision);
  if (note === undefined) return revision === 1 ? 'Published' : 'Edited';
  return note.text === '' ? noteWords(note.kind) : `${noteWords(note.kind)}: ${note.text}`;
};

/** Every revision, the newest first, with who made it; and what two of them do not have in common. */
export const Revisions = ({ api, id }: { readonly api: Api; readonly id: RulingId }) => {
  const { items, busy, failure, more } = useListed<Revision>(api, `/v1/rulings/${id}/revisions`);
  useEffect(() => {
    if (failure === undefined && items.length < byThemselves) more?.();
  }, [items, failure]);
  return (
    <section aria-labelledby="all-revisions">
      <h2 id="all-revisions">Revisions</h2>
      <Stale failure={failure} shown={items.length > 0} retry={() => more?.()} />
      {busy && <p role="status">Looking …</p>}
      {items.length > 0 && (
        <Scrolls label="Every revision">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">
                  Revision
                </th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {items.toReversed().map((one) => (
                <tr key={one.revision}>
                  <th scope="row" class="number">
                    {one.revision}
                  </th>
                  <td>
                    <Moment at={one.updatedAt} />
                  </td>
                  <td>{one.actor.name}</td>
                  <td>{whatOf(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {more && failure === undefined && items.length >= byThemselves && (
        <button type="button" class="quiet" onClick={more}>
          Show later ones
        </button>
      )}
      {items.length > 1 && <Compare revisions={items} />}
    </section>
  );
};
