import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { KeyList } from './key-list.tsx';
import { NewKey } from './new-key.tsx';
import { Partners } from './partners.tsx';

/** Keys of persons, partners with theirs, and all keys there are. Lists are read anew after each change. */
export const Keys = ({ api }: { readonly api: Api }) => {
  const [changes, setChanges] = useState(0);
  const changed = (): void => setChanges((before) => before + 1);
  return (
    <>
      <NewKey api={api} onMade={changed} />
      <Partners api={api} onKeyMade={changed} />
      <KeyList key={changes} api={api} onRemoved={changed} />
    </>
  );
};
