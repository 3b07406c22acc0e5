import { useState } from 'preact/hooks';
import type { Partner } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';
import { donePerhaps, mayBeDone } from '../done-perhaps.ts';
import { NameInput } from '../name-input.tsx';
import { MadeKey } from './made-key.tsx';
import type { MadeKeyAnswer } from './new-key.tsx';

interface PartnerItemProps {
  readonly api: Api;
  readonly partner: Partner;
  readonly onKeyMade: () => void;
}

/** A partner, and a new key for one of their people or machines. */
export const PartnerItem = ({ api, partner: { id, name, createdAt }, onKeyMade }: PartnerItemProps) => {
  const [keyName, setKeyName] = useState('');
  const [made, setMade] = useState<MadeKeyAnswer>();
  const { run, busy, failure } = useAction<MadeKeyAnswer>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await run(async () => {
      const tried = await api.send<MadeKeyAnswer>('POST', `/v1/partners/${id}/keys`, { name: keyName });
      if (mayBeDone(tried)) onKeyMade();
      return tried;
    });
    if (answer === undefined) return;
    setMade(answer);
    setKeyName('');
  };
  return (
    <li class="card">
      <h3>{name}</h3>
      <p class="soft">
        <code>{id}</code>, since <Moment at={createdAt} />
      </p>
      {made && <MadeKey key={made.id} name={made.name} value={made.key} onDone={() => setMade(undefined)} />}
      <details>
        <summary>New key for {name}</summary>
        <form class="narrow" onSubmit={submit}>
          <NameInput
            label="What the key is for"
            hint="As “their CMS”. It stands in the list of keys."
            value={keyName}
            error={errorAt(failure, '/name')}
            onInput={setKeyName}
          />
          <Failed
            failure={failure}
            shown={['/name']}
            title={donePerhaps('look for it below, and take away a key that nobody has seen.')}
          />
          <button type="submit" disabled={busy}>
            {busy ? 'Making …' : 'Make key'}
          </button>
        </form>
      </details>
    </li>
  );
};
