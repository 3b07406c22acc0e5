import { useState } from 'preact/hooks';
import type { Partner } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { donePerhaps, mayBeDone } from '../done-perhaps.ts';
import { NameInput } from '../name-input.tsx';

/** Takes on a syndication partner. */
export const AddPartner = ({ api, onTaken }: { readonly api: Api; readonly onTaken: () => void }) => {
  const [name, setName] = useState('');
  const [done, setDone] = useState('');
  const { run, busy, failure } = useAction<Partner>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone('');
    const partner = await run(async () => {
      const tried = await api.send<Partner>('POST', '/v1/partners', { name });
      if (mayBeDone(tried)) onTaken();
      return tried;
    });
    if (partner === undefined) return;
    setName('');
    setDone(`Taken on: ${partner.name}. Make them a key next.`);
  };
  return (
    <form class="narrow" onSubmit={submit}>
      <h3>Take on a partner</h3>
      <NameInput label="Name of the outlet" value={name} error={errorAt(failure, '/name')} onInput={setName} />
      <Failed failure={failure} shown={['/name']} title={donePerhaps('see the list above.')} />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? 'Taking on …' : 'Take on'}
        </button>
        <span role="status">{done}</span>
      </p>
    </form>
  );
};
