import { useState } from 'preact/hooks';
import type { Partner } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { NameInput } from '../name-input.tsx';
import { type MadeKeyAnswer, MadeKeys } from './made-key.tsx';

interface PartnerItemProps {
  readonly api: Api;
  readonly partner: Partner;
  readonly onKeyMade: () => void;
}

/** A partner, and a new key for one of their people or machines. */
export const PartnerItem = ({ api, partner: { id, name, createdAt }, onKeyMade }: PartnerItemProps) => {
  const [keyName, setKeyName] = useState('');
  const [made, setMade] = useState<readonly MadeKeyAnswer[]>([]);
  const { run, busy, failure } = useAction<MadeKeyAnswer>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await run(() => api.send<MadeKeyAnswer>('POST', `/v1/partners/${id}/keys`, { name: keyName }));
    onKeyMade();
    if (answer === undefined) return;
    setMade((before) => [...before, answer]);
    setKeyName('');
  };
  return (
    <li class="card">
      <h3>{name}</h3>
      <p class="soft">
        <code>{id}</code>, since <Moment at={createdAt} />
      </p>
      <MadeKeys keys={made} onDone={(done) => setMade((before) => before.filter((key) => key.id !== done))} />
      <details>
        <summary>New key for {name}</summary>
        <form class="narrow" onSubmit={submit}>
          <NameInput
            label="What the key is for"
            hint="For example, “their CMS.” Shown in the list of keys."
            value={keyName}
            error={errorAt(failure, '/name')}
            onInput={setKeyName}
          />
          <Failed
            failure={failure}
            shown={['/name']}
            title={perhapsDone('It may have happened: look for it below, and remove a key that no one has seen.')}
          />
          <button type="submit" disabled={busy}>
            {busy ? 'Making …' : 'Make key'}
          </button>
        </form>
      </details>
    </li>
  );
};
