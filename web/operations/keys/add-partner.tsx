import { useState } from 'preact/hooks';
import type { Partner } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { NameInput } from '../name-input.tsx';

/** Takes on a syndication partner. */
export const AddPartner = ({ api, onTaken }: { readonly api: Api; readonly onTaken: () => void }) => {
  const [name, setName] = useState('');
  const [done, setDone] = useState('');
  const { run, busy, failure } = useAction<Partner>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone('');
    const partner = await run(() => api.send<Partner>('POST', '/v1/partners', { name }));
    onTaken();
    if (partner === undefined) return;
    setName('');
    setDone(`Added: ${partner.name}. Make a key for them next.`);
  };
  return (
    <form class="narrow" onSubmit={submit}>
      <h3>Add a partner</h3>
      <NameInput label="Name of the outlet" value={name} error={errorAt(failure, '/name')} onInput={setName} />
      <Failed failure={failure} shown={['/name']} title={perhapsDone('It may have happened: see the list above.')} />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? 'Adding …' : 'Add partner'}
        </button>
        <span role="status">{done}</span>
      </p>
    </form>
  );
};
