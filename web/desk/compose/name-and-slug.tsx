import { followingSlug } from '../slug-of.ts';
import type { Path } from './draft.ts';
import type { Form } from './form.ts';
import { TextField } from './text-field.tsx';

interface NameAndSlugProps {
  readonly form: Form;
  readonly name: Path;
  readonly slug: Path;
  readonly labels: readonly [name: string, slug: string];
  readonly hint?: string;
  readonly lines?: number;
}

/** A text, and the slug that is made from it until somebody writes another. */
export const NameAndSlug = ({ form, name, slug, labels: [nameLabel, slugLabel], ...shown }: NameAndSlugProps) => {
  const write = (text: string): void => {
    const following = followingSlug(form.text(slug), form.text(name), text);
    form.set(name, text === '' ? undefined : text);
    form.set(slug, following === '' ? undefined : following);
  };
  return (
    <>
      <TextField form={form} path={name} label={nameLabel} {...shown} write={write} />
      <TextField form={form} path={slug} label={slugLabel} />
    </>
  );
};
