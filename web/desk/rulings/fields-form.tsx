import type { Failure } from '../../api/client.ts';
import { errorBelow } from '../../parts/errors-below.ts';
import { Field } from '../../parts/field.tsx';
import { useNewsroom } from '../newsroom.ts';
import type { Fields } from './fields.ts';

interface Shown {
  readonly name: keyof Fields;
  readonly label: string;
  readonly hint?: string;
  /** Where the API's body has it. */
  readonly pointer: string;
  readonly rows?: number;
  readonly type?: 'date';
}

const first = [{ name: 'headline', label: 'Headline', pointer: '/changes/headline' }] as const satisfies Shown[];

const main = [
  { name: 'claim', label: 'Claim', pointer: '/changes/claim/text', rows: 3 },
  { name: 'summary', label: 'In short', hint: 'One point per line.', pointer: '/changes/summary', rows: 4 },
  { name: 'body', label: 'Body', hint: 'HTML.', pointer: '/changes/bodyHtml', rows: 10 },
] as const satisfies Shown[];

const further = [
  { name: 'speaker', label: 'Speaker', pointer: '/changes/claim/claimant/name' },
  {
    name: 'speakerSlug',
    label: 'Speaker’s slug',
    hint: 'For example, alex-doe.',
    pointer: '/changes/claim/claimant/slug',
  },
  { name: 'speakerTitle', label: 'Speaker’s title', pointer: '/changes/claim/claimant/title' },
  { name: 'madeOn', label: 'Claimed on', pointer: '/changes/claim/madeOn', type: 'date' },
  { name: 'venue', label: 'Claimed at', pointer: '/changes/claim/venue' },
  { name: 'url', label: 'URL', pointer: '/changes/url' },
  { name: 'topics', label: 'Topics', hint: 'Separated by commas.', pointer: '/changes/topics' },
  { name: 'editions', label: 'Editions', hint: 'Separated by commas.', pointer: '/changes/editions' },
  {
    name: 'textBody',
    label: 'Text for phones',
    hint: 'Leave blank to have it made from the headline and rating.',
    pointer: '/changes/textBody',
    rows: 3,
  },
  {
    name: 'others',
    label: 'Everything else',
    hint: 'Image, authors, sources and so on, as JSON.',
    pointer: '',
    rows: 12,
  },
] as const satisfies Shown[];

/** Where fields are that the form shows, for those errors that stand at them. */
export const shownPointers: readonly string[] = [
  '/changes/rating',
  ...[...first, ...main, ...further].map(({ pointer }) => pointer).filter((pointer) => pointer !== ''),
];

interface FieldsFormProps {
  readonly fields: Fields;
  readonly failure: Failure | undefined;
  /** What is wrong with the JSON; the API never sees it. */
  readonly wrongOthers: string | undefined;
  readonly write: (name: keyof Fields, text: string) => void;
}

/** The fields of a fact-check that may change. */
export const FieldsForm = ({ fields, failure, wrongOthers, write }: FieldsFormProps) => {
  const scales = useNewsroom()?.ratingScales ?? [];
  const field = ({ name, label, hint, pointer, rows, type }: Shown) => (
    <Field key={name} label={label} hint={hint} error={name === 'others' ? wrongOthers : errorBelow(failure, pointer)}>
      {(described) => {
        const value = fields[name];
        const onInput = (event: { readonly currentTarget: { readonly value: string } }): void =>
          write(name, event.currentTarget.value);
        if (rows !== undefined) return <textarea {...{ ...described, rows, value, onInput }} />;
        return type === 'date' ? (
          <input type="date" {...{ ...described, value, onInput }} />
        ) : (
          <input {...{ ...described, value, onInput }} />
        );
      }}
    </Field>
  );
  const known = scales.some(({ ratings }) => ratings.some(({ slug }) => slug === fields.rating));
  return (
    <>
      {first.map(field)}
      <Field label="Rating" error={errorBelow(failure, '/changes/rating')}>
        {(described) => (
          <select {...described} value={fields.rating} onChange={(event) => write('rating', event.currentTarget.value)}>
            {!known && <option value={fields.rating}>{fields.rating}</option>}
            {scales.map(({ id, name, ratings }) => (
              <optgroup key={id} label={name}>
                {ratings.map(({ slug, label }) => (
                  <option key={slug} value={slug}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {main.map(field)}
      <details open={wrongOthers !== undefined || further.some(({ pointer }) => errorBelow(failure, pointer))}>
        <summary>More fields</summary>
        {further.map(field)}
      </details>
    </>
  );
};
