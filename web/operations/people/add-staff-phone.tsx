import { useState } from 'preact/hooks';
import type { ListedStaffPhone } from '../../../shared/use-cases/manage-staff-phones.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { NameInput } from '../name-input.tsx';
import { PhoneInput } from './phone-input.tsx';

/** Another phone of the newsroom's own people. */
export const AddStaffPhone = ({ api, refresh }: { readonly api: Api; readonly refresh: () => void }) => {
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [done, setDone] = useState('');
  const { run, busy, failure } = useAction<ListedStaffPhone>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone('');
    const added = await run(() => api.send('POST', '/v1/staff-phones', { name, phone }));
    refresh();
    if (added === undefined) return;
    setName('');
    setPhone('');
    setDone(`Added: ${added.name}.`);
  };
  return (
    <form class="narrow" onSubmit={submit}>
      <h3>Add a staff phone</h3>
      <NameInput label="Who it belongs to" value={name} error={errorAt(failure, '/name')} onInput={setName} />
      <PhoneInput value={phone} error={errorAt(failure, '/phone')} onInput={setPhone} />
      <Failed
        failure={failure}
        shown={['/name', '/phone']}
        title={perhapsDone('It may have happened: see the list above.')}
      />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? 'Adding …' : 'Add phone'}
        </button>
        <span role="status">{done}</span>
      </p>
    </form>
  );
};
