import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../../parts/field.tsx';
import { listAt, type Path } from './draft.ts';
import type { Form } from './form.ts';

interface ListFieldProps {
  readonly form: Form;
  readonly path: Path;
  readonly label: string;
  readonly hint: ComponentChildren;
  /** `lines`: one a line. `commas`: slugs in a row. */
  readonly by: 'lines' | 'commas';
  /** How one is spelled that was typed. */
  readonly spell?: (text: string) => string;
}

/** A list of texts in one field. While it is typed in, what was typed stays as it is. */
export const ListField = ({ form, path, label, hint, by, spell = (text) => text }: ListFieldProps) => {
  const list = listAt(form.draft, path).map(String);
  const [typed, setTyped] = useState<string>();
  const value = typed ?? list.join(by === 'lines' ? '\n' : ', ');
  const write = (text: string): void => {
    setTyped(text);
    const items = text
      .split(by === 'lines' ? '\n' : ',')
      .map((item) => spell(item.trim()))
      .filter((item) => item !== '');
    form.set(path, items.length === 0 ? undefined : items);
  };
  const leave = (): void => {
    setTyped(undefined);
    form.leave(path);
    for (const at of list.keys()) form.leave([...path, at]);
  };
  const within = list.map((item, at) => ({ item, detail: form.error([...path, at]) }));
  const wrong = within.find(({ detail }) => detail !== undefined);
  const error = form.error(path) ?? (wrong && `“${wrong.item}”: ${wrong.detail}`);
  return (
    <Field label={label} hint={hint} error={error}>
      {(described) =>
        by === 'lines' ? (
          <textarea
            {...described}
            rows={4}
            value={value}
            onInput={(event) => write(event.currentTarget.value)}
            onBlur={leave}
          />
        ) : (
          <input
            {...described}
            type="text"
            autocomplete="off"
            value={value}
            onInput={(event) => write(event.currentTarget.value)}
            onBlur={leave}
          />
        )
      }
    </Field>
  );
};
