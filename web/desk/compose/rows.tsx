import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { isObject, listAt, type Path } from './draft.ts';
import type { Form } from './form.ts';

interface RowsProps {
  readonly form: Form;
  readonly path: Path;
  /** What one of them is called, as in “Source”. */
  readonly one: string;
  readonly children: (row: Path, number: number) => ComponentChildren;
}

/** A list of which each has fields of its own. One that is added gets the focus; where one is taken away, the button to add does. */
export const Rows = ({ form, path, one, children }: RowsProps) => {
  const add = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = listAt(form.draft, path);
  const error = form.error(path);
  const append = (): void => {
    form.set([...path, rows.length], {});
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus());
  };
  const remove = (at: number): void => {
    form.set([...path, at], undefined);
    add.current?.focus();
  };
  return (
    <div ref={box} class="rows">
      {rows.map((row, at) => (
        <fieldset key={at}>
          <legend>
            {one} {at + 1}
          </legend>
          {isObject(row) ? children([...path, at], at + 1) : <pre>{JSON.stringify(row)}</pre>}
          <button type="button" class="small" onClick={() => remove(at)}>
            Remove {one.toLowerCase()} {at + 1}
          </button>
        </fieldset>
      ))}
      {error && <p class="error">{error}</p>}
      <button ref={add} type="button" class="small" onClick={append}>
        Add {one.toLowerCase()}
      </button>
    </div>
  );
};
