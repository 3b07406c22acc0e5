import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { speakerKindWords } from '../../parts/speaker-kind-words.ts';
import type { Form } from './form.ts';
import { NameAndSlug } from './name-and-slug.tsx';
import { RatingChoice } from './rating-choice.tsx';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';

const speakerKinds = Object.entries(speakerKindWords).map(([value, label]) => ({ value, label }));

/** What no fact-check goes without. */
export const Essentials = ({ form, scales }: { readonly form: Form; readonly scales: readonly RatingScale[] }) => (
  <>
    <NameAndSlug
      form={form}
      name={['headline']}
      slug={['slug']}
      labels={['Headline', 'Slug']}
      lines={2}
      hint="Say what is true. No rating is placed in front of it."
    />
    <TextField form={form} path={['url']} kind="url" label="URL" hint="Where the fact-check is on your site." />
    <h2>The claim</h2>
    <TextField form={form} path={['claim', 'text']} label="Claim" lines={3} />
    <NameAndSlug
      form={form}
      name={['claim', 'claimant', 'name']}
      slug={['claim', 'claimant', 'slug']}
      labels={['Speaker', 'Speaker’s slug']}
    />
    <SelectField form={form} path={['claim', 'claimant', 'kind']} label="Kind of speaker" options={speakerKinds} />
    <RatingChoice form={form} scales={scales} />
  </>
);
