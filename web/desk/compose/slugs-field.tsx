import type { Labelled } from '../../../shared/use-cases/list-labels.ts';
import { slugOf } from '../slug-of.ts';
import { listAt, type Path } from './draft.ts';
import type { Form } from './form.ts';
import { ListField } from './list-field.tsx';

/** More than these are typed. */
const mostOffered = 12;

interface SlugsFieldProps {
  readonly form: Form;
  readonly path: Path;
  readonly label: string;
  /** Those that fact-checks have had so far. */
  readonly known: readonly Labelled[];
}

/** Topics or editions: typed, or taken from those that there are. */
export const SlugsField = ({ form, path, label, known }: SlugsFieldProps) => {
  const list = listAt(form.draft, path);
  const offered = known.filter(({ slug }) => !list.includes(slug)).slice(0, mostOffered);
  return (
    <>
      <ListField form={form} path={path} label={label} hint="Separated by commas." by="commas" spell={slugOf} />
      {offered.length > 0 && (
        <p class="offered">
          {offered.map(({ slug, label: name }) => (
            <button key={slug} type="button" class="small" onClick={() => form.set(path, [...list, slug])}>
              Add {name}
            </button>
          ))}
        </p>
      )}
    </>
  );
};
