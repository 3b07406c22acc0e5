import { useId, useMemo, useState } from 'preact/hooks';
import { slugLabel } from '../../../shared/domain/slug-label.ts';
import type { Labelled } from '../../../shared/use-cases/list-labels.ts';
import './choices.css';
import { FieldError } from '../field-error.tsx';
import { FindChoice } from './find-choice.tsx';

/** More than so many are searched: a page of boxes is nothing that anybody reads. */
const fewEnough = 24;

/** Without accents and capitals. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface ChoicesProps {
  readonly legend: string;
  readonly hint?: string;
  readonly find: string;
  readonly shownOf: (shown: string, all: string) => string;
  readonly items: readonly Labelled[];
  /** Slugs; also such as no item has any more, which can be taken back and chosen again. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error: string | undefined;
}

/** Any of many, as boxes to tick. What is chosen is always in sight, at its place. */
export const Choices = ({ legend, hint, find, shownOf, items, chosen, onChange, error }: ChoicesProps) => {
  const id = useId();
  const [sought, setSought] = useState('');
  const [atFirst] = useState(chosen);
  const all = useMemo(() => {
    const known = new Set(items.map(({ slug }) => slug));
    const others = [...new Set([...atFirst, ...chosen])]
      .filter((slug) => !known.has(slug))
      .map((slug) => ({ slug, label: slugLabel(slug) }));
    return [...items, ...others].map((item) => ({ ...item, plain: plain(item.label) }));
  }, [items, atFirst, chosen]);
  if (all.length === 0) return null;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  let room = fewEnough;
  const shown = all.filter(({ slug, plain: label }) => {
    if (chosen.includes(slug)) return true;
    if (room === 0 || !label.includes(plain(sought.trim()))) return false;
    room -= 1;
    return true;
  });
  const toggle = (slug: string): void =>
    onChange(chosen.includes(slug) ? chosen.filter((other) => other !== slug) : [...chosen, slug]);
  return (
    <fieldset class={error ? 'wrong' : undefined} aria-describedby={described || undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {all.length > fewEnough && (
        <FindChoice label={find} {...{ sought, setSought, shownOf }} shown={shown.length} all={all.length} />
      )}
      <div class="choices">
        {shown.map(({ slug, label }) => (
          <label key={slug}>
            <input type="checkbox" checked={chosen.includes(slug)} onChange={() => toggle(slug)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
};
