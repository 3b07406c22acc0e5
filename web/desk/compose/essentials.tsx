import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import type { claimantKinds } from '../../../shared/domain/ruling.ts';
import type { Form } from './form.ts';
import { NameAndSlug } from './name-and-slug.tsx';
import { RatingChoice } from './rating-choice.tsx';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';

/** In the words of the form; which kinds there are is settled with the API. */
const kinds = [
  { value: 'person', label: 'A person' },
  { value: 'organization', label: 'An organization' },
  { value: 'social-post', label: 'A social post' },
  { value: 'viral-image', label: 'A viral image' },
  { value: 'video', label: 'A video' },
  { value: 'chain-message', label: 'A chain message' },
  { value: 'campaign-ad', label: 'A campaign ad' },
] as const satisfies readonly { value: (typeof claimantKinds)[number]; label: string }[];

/** What no fact-check goes without. */
export const Essentials = ({ form, scales }: { readonly form: Form; readonly scales: readonly RatingScale[] }) => (
  <>
    <NameAndSlug
      form={form}
      name={['headline']}
      slug={['slug']}
      labels={['Headline', 'Slug']}
      lines={2}
      hint="Says what is true: no rating stands before it."
    />
    <TextField form={form} path={['url']} kind="url" label="URL" hint="Where the fact-check stands on your site." />
    <h2>The claim</h2>
    <TextField form={form} path={['claim', 'text']} label="Claim" lines={3} />
    <NameAndSlug
      form={form}
      name={['claim', 'claimant', 'name']}
      slug={['claim', 'claimant', 'slug']}
      labels={['Speaker', 'Speaker’s slug']}
    />
    <SelectField form={form} path={['claim', 'claimant', 'kind']} label="Kind of speaker" options={kinds} />
    <RatingChoice form={form} scales={scales} />
  </>
);
