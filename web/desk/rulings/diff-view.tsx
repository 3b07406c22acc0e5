import { useMemo } from 'preact/hooks';
import type { RulingContent } from '../../../shared/domain/ruling.ts';
import { ratingOf } from '../../../shared/domain/scale-of-rating.ts';
import { useNewsroom } from '../newsroom.ts';
import { type Difference, differences } from './differences.ts';
import { replaced, wordDiff } from './word-diff.ts';

const Field = ({ field: { label, before, after, whole } }: { readonly field: Difference }) => {
  const parts = useMemo(() => (whole ? replaced(before, after) : wordDiff(before, after)), [before, after, whole]);
  return (
    <>
      <dt>{label}</dt>
      <dd class="diff">
        {parts.map(({ kind, text }, at) => {
          if (kind === 'inserted') return <ins key={at}>{text}</ins>;
          return kind === 'deleted' ? <del key={at}>{text}</del> : <span key={at}>{text}</span>;
        })}
      </dd>
    </>
  );
};

interface DiffViewProps {
  readonly before: RulingContent;
  readonly after: RulingContent;
}

/** What differs between two revisions, field by field. */
export const DiffView = ({ before, after }: DiffViewProps) => {
  const scales = useNewsroom()?.ratingScales;
  const changed = useMemo(
    () => differences(before, after, (rating) => ratingOf(scales ?? [], rating)?.label ?? rating),
    [before, after, scales],
  );
  if (changed.length === 0) return <p>They say the same.</p>;
  return (
    <dl class="differences">
      {changed.map((field) => (
        <Field key={field.label} field={field} />
      ))}
    </dl>
  );
};
