import { useState } from 'preact/hooks';
import type { Revision } from '../../../shared/domain/ruling.ts';
import { Field } from '../../parts/field.tsx';
import { DiffView } from './diff-view.tsx';

/** Two revisions to choose, the last two at first, and what differs. */
export const Compare = ({ revisions }: { readonly revisions: readonly Revision[] }) => {
  const [chosen, setChosen] = useState<{ readonly before?: number; readonly after?: number }>({});
  const last = revisions.at(-1);
  const after = revisions.find(({ revision }) => revision === chosen.after) ?? last;
  const before = revisions.find(({ revision }) => revision === chosen.before) ?? revisions.at(-2);
  if (!before || !after) return null;
  const choice = (label: string, name: 'before' | 'after', value: number) => (
    <Field label={label}>
      {(described) => (
        <select
          {...described}
          value={value}
          onChange={(event) => setChosen({ ...chosen, [name]: Number(event.currentTarget.value) })}
        >
          {revisions.map(({ revision }) => (
            <option key={revision} value={revision}>
              Revision {revision}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <>
      <h3>What changed</h3>
      <div class="compare">
        {choice('From', 'before', before.revision)}
        {choice('To', 'after', after.revision)}
      </div>
      <DiffView before={before.content} after={after.content} />
    </>
  );
};
