import { useState } from 'preact/hooks';
import type { Scope } from '../../../shared/domain/actor.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { NameInput } from '../name-input.tsx';
import { type MadeKeyAnswer, MadeKeys } from './made-key.tsx';
import { personScopes, scopeWords } from './scopes.ts';

/** Makes a key for a person, who then has what they may do. */
export const NewKey = ({ api, onMade }: { readonly api: Api; readonly onMade: () => void }) => {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [made, setMade] = useState<readonly MadeKeyAnswer[]>([]);
  const { run, busy, failure } = useAction<MadeKeyAnswer>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await run(() => api.send<MadeKeyAnswer>('POST', '/v1/keys', { name, scopes }));
    onMade();
    if (answer === undefined) return;
    setMade((before) => [...before, answer]);
    setName('');
    setScopes([]);
  };
  const scopesError = errorAt(failure, '/scopes');
  return (
    <section class="narrow">
      <h2>New key for a person</h2>
      <MadeKeys keys={made} onDone={(done) => setMade((before) => before.filter((key) => key.id !== done))} />
      <form onSubmit={submit}>
        <NameInput
          label="Who it belongs to"
          hint="Shown with everything that is done with it."
          value={name}
          error={errorAt(failure, '/name')}
          onInput={setName}
        />
        <fieldset aria-describedby={scopesError && 'scopes-error'}>
          <legend>What it can do</legend>
          {personScopes.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={({ currentTarget: { checked } }) =>
                  setScopes((before) => [...before.filter((each) => each !== scope), ...(checked ? [scope] : [])])
                }
              />
              {scopeWords[scope]}
            </label>
          ))}
          <FieldError id="scopes-error" error={scopesError} />
        </fieldset>
        <Failed
          failure={failure}
          shown={['/name', '/scopes']}
          title={perhapsDone('It may have happened: look for it below, and remove a key that no one has seen.')}
        />
        <button type="submit" disabled={busy}>
          {busy ? 'Making …' : 'Make key'}
        </button>
      </form>
    </section>
  );
};
