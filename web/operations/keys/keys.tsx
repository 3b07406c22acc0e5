import type { Partner } from '../../../shared/domain/endpoint.ts';
import type { ApiKey } from '../../../shared/ports/api-keys.ts';
import type { Api } from '../../api/client.ts';
import { useListed } from '../../api/listed.ts';
import { KeyList } from './key-list.tsx';
import { NewKey } from './new-key.tsx';
import { Partners } from './partners.tsx';

/** Keys of persons, partners with theirs, and all keys there are. A list is read anew after each change, and stays meanwhile. */
export const Keys = ({ api }: { readonly api: Api }) => {
  const keys = useListed<ApiKey>(api, '/v1/keys?limit=100');
  const partners = useListed<Partner>(api, '/v1/partners?limit=100');
  return (
    <>
      <NewKey api={api} onMade={keys.refresh} />
      <Partners api={api} partners={partners} onKeyMade={keys.refresh} />
      <KeyList api={api} keys={keys} />
    </>
  );
};
