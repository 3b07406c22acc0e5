import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { atRestMs } from '../at-rest.ts';
import { Loaded } from '../loaded.tsx';
import { FilterWords } from './filter-words.tsx';
import { Health } from './health.tsx';

/** All endpoints of the partner and how they do. */
export const EndpointList = ({ api }: { readonly api: Api }) => {
  const polled = usePolling<Listed<EndpointView>>(api, '/v1/endpoints?limit=100', { everyMs: atRestMs });
  return (
    <>
      <p class="lead">
        Each fact-check, correction and retraction is posted to your endpoints, signed. An endpoint that got a
        fact-check gets its corrections, whatever the filters say.
      </p>
      <p class="actions">
        <a class="button" href="#/new">
          New endpoint
        </a>
      </p>
      <Loaded of={polled}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p>You have no endpoints yet.</p>}
            <ul class="plain">
              {items.map((endpoint) => (
                <li key={endpoint.id} class="card">
                  <h2 class="address">
                    <a href={`#/endpoints/${endpoint.id}`}>{endpoint.url}</a>
                  </h2>
                  <p>
                    <Health {...endpoint} />
                  </p>
                  <p class="soft">
                    <FilterWords {...endpoint} />
                  </p>
                </li>
              ))}
            </ul>
            {nextCursor !== null && <p class="soft">The oldest 100 are shown.</p>}
          </>
        )}
      </Loaded>
    </>
  );
};
