import { valueAt } from './draft.ts';
import type { Form } from './form.ts';
import { TextField } from './text-field.tsx';

const syndicable = ['image', 'syndicable'];

/** The picture that goes with a fact-check. */
export const Picture = ({ form }: { readonly form: Form }) => (
  <>
    <h3>Picture</h3>
    <TextField form={form} path={['image', 'url']} kind="url" label="Picture URL" />
    <TextField form={form} path={['image', 'alt']} label="Description" hint="For people who cannot see it." />
    <TextField form={form} path={['image', 'credit']} label="Credit" />
    <label class="choice">
      <input
        type="checkbox"
        checked={valueAt(form.draft, syndicable) === true}
        onChange={(event) => form.set(syndicable, event.currentTarget.checked || undefined)}
      />
      Feeds and partners may show it
    </label>
  </>
);
