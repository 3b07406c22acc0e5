import type { ApiKey } from '../../../shared/ports/api-keys.ts';
import type { Api } from '../../api/client.ts';
import type { Paged } from '../../api/listed.ts';
import { Moment } from '../../parts/moment.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';
import { TakeAway } from '../take-away.tsx';
import { More } from './more.tsx';
import { scopeWords } from './scopes.ts';

/** All keys, persons' and partners'; the keys themselves nobody knows. */
export const KeyList = ({ api, keys }: { readonly api: Api; readonly keys: Paged<ApiKey> }) => (
  <section>
    <h2>All keys</h2>
    <p class="soft">The platform’s own operator key is in Secrets Manager and is not listed here.</p>
    {keys.known && keys.items.length === 0 && <p>There are none yet.</p>}
    {keys.items.length > 0 && (
      <Scrolls label="Keys">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Can</th>
              <th scope="col">Partner</th>
              <th scope="col">Made</th>
              <th scope="col">Remove</th>
            </tr>
          </thead>
          <tbody>
            {keys.items.map(({ id, name, scopes, partnerId, createdAt }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{scopes.map((scope) => scopeWords[scope]).join(', ')}</td>
                <td>{partnerId === null ? '–' : <code>{partnerId}</code>}</td>
                <td>
                  <Moment at={createdAt} />
                </td>
                <td>
                  <TakeAway api={api} path={`/v1/keys/${id}`} name={`the key of ${name}`} onDone={keys.refresh}>
                    It stops working right away, wherever it is used.
                  </TakeAway>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    )}
    <More of={keys} />
  </section>
);
