import { useId, useState } from 'preact/hooks';
import type { Labelled } from '../../../shared/use-cases/list-labels.ts';

interface ChoicesProps {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly Labelled[];
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** From so many on they are looked for by name. */
const few = 24;
/** And so many are shown at once. */
const shown = 30;

/** Some of a list: all that are chosen, and of the others those that are looked for. What is no longer offered can be taken back. */
export const Choices = ({ legend, hint, options, chosen, error, onChange }: ChoicesProps) => {
  const id = useId();
  const [sought, setSought] = useState('');
  const [atFirst] = useState(chosen);
  const known = new Set(options.map(({ slug }) => slug));
  const gone = atFirst.filter((slug) => !known.has(slug)).map((slug) => ({ slug, label: slug }));
  const many = options.length > few;
  const words = sought.trim().toLowerCase();
  const others = options.filter(({ slug, label }) => !chosen.includes(slug) && label.toLowerCase().includes(words));
  const visible = new Set([...chosen, ...(many ? others.slice(0, shown) : others).map(({ slug }) => slug)]);
  const listed = [...gone, ...options.filter(({ slug }) => visible.has(slug))];
  const left = many ? others.length - shown : 0;
  if (listed.length === 0 && words === '') return null;
  const toggle = (slug: string, on: boolean): void =>
    onChange(on ? [...chosen, slug] : chosen.filter((each) => each !== slug));
  return (
    <fieldset class="choices" aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {many && (
        <input
          type="search"
          aria-label={`Find in ${legend.toLowerCase()}`}
          placeholder="Find"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      <div class="boxes">
        {listed.map(({ slug, label }) => (
          <label key={slug}>
            <input
              type="checkbox"
              checked={chosen.includes(slug)}
              onChange={(event) => toggle(slug, event.currentTarget.checked)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {left > 0 && <p class="hint">{left} more: look for them by name.</p>}
      {error && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
    </fieldset>
  );
};
