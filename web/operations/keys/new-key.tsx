import { useState } from 'preact/hooks';
import type { Scope } from '../../../shared/domain/actor.ts';
import type { issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { donePerhaps, mayBeDone } from '../done-perhaps.ts';
import { NameInput } from '../name-input.tsx';
import { MadeKey } from './made-key.tsx';
import { personScopes, scopeWords } from './scopes.ts';

/** What makes a key answers it, this once. */
export type MadeKeyAnswer = Awaited<ReturnType<ReturnType<typeof issueKey>>>;

/** Makes a key for a person, who then has what they may do. */
export const NewKey = ({ api, onMade }: { readonly api: Api; readonly onMade: () => void }) => {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [made, setMade] = useState<MadeKeyAnswer>();
  const { run, busy, failure } = useAction<MadeKeyAnswer>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await run(async () => {
      const tried = await api.send<MadeKeyAnswer>('POST', '/v1/keys', { name, scopes });
      if (mayBeDone(tried)) onMade();
      return tried;
    });
    if (answer === undefined) return;
    setMade(answer);
    setName('');
    setScopes([]);
  };
  const scopesError = errorAt(failure, '/scopes');
  return (
    <section class="narrow">
      <h2>New key for a person</h2>
      {made && <MadeKey key={made.id} name={made.name} value={made.key} onDone={() => setMade(undefined)} />}
      <form onSubmit={submit}>
        <NameInput
          label="Whose it is"
          hint="Stands beside all that is done with it."
          value={name}
          error={errorAt(failure, '/name')}
          onInput={setName}
        />
        <fieldset aria-describedby={scopesError && 'scopes-error'}>
          <legend>What it may do</legend>
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
          {scopesError && (
            <p id="scopes-error" class="error">
              {scopesError}
            </p>
          )}
        </fieldset>
        <Failed
          failure={failure}
          shown={['/name', '/scopes']}
          title={donePerhaps('look for it below, and take away a key that nobody has seen.')}
        />
        <button type="submit" disabled={busy}>
          {busy ? 'Making …' : 'Make key'}
        </button>
      </form>
    </section>
  );
};
