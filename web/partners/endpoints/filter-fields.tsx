import type { ShownNewsroom } from '../../../shared/use-cases/show-newsroom.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Choices } from '../../parts/choices/choices.tsx';
import { errorBelow } from '../../parts/errors-below.ts';
import { Field } from '../../parts/field.tsx';
import { speakerKindWords } from '../../parts/speaker-kind-words.ts';
import type { FieldsProps } from './endpoint-draft.ts';
import { findWords } from './find-words.ts';

const speakerKinds = Object.entries(speakerKindWords).map(([slug, label]) => ({ slug, label }));
const languageNames = new Intl.DisplayNames(undefined, { type: 'language' });

/** Which fact-checks an endpoint is first told of; a list with nothing chosen lets everything through. */
export const FilterFields = ({ api, form, change, failure }: FieldsProps & { readonly api: Api }) => {
  const { value, failure: unread, refresh } = usePolling<ShownNewsroom>(api, '/v1/newsroom');
  const lists = {
    ratings: value?.ratingScales.flatMap(({ ratings }) => ratings) ?? [],
    topics: value?.topics ?? [],
    editions: value?.editions ?? [],
    languages:
      value?.languages.map((slug) => ({ slug: slug.toLowerCase(), label: languageNames.of(slug) ?? slug })) ?? [],
    claimantKinds: speakerKinds,
  };
  const list = (name: keyof typeof lists, legend: string) => (
    <Choices
      legend={legend}
      items={lists[name]}
      {...findWords(legend.toLowerCase())}
      chosen={form[name]}
      error={errorBelow(failure, `/filters/${name}`)}
      onChange={(chosen) => change({ [name]: chosen })}
    />
  );
  return (
    <>
      <h2>Which fact-checks</h2>
      <p class="hint">Leave a list blank to get everything.</p>
      {unread && unread.kind !== 'unauthorized' && value === undefined && (
        <div class="note warn" role="status">
          <p>The newsroom’s ratings, topics and editions could not be read.</p>
          <p>
            <button type="button" class="small" onClick={refresh}>
              Try again
            </button>
          </p>
        </div>
      )}
      <div class="filters">
        {list('ratings', 'Ratings')}
        {list('topics', 'Topics')}
        {list('editions', 'Editions')}
        {list('languages', 'Languages')}
        {list('claimantKinds', 'Speakers')}
      </div>
      <Field
        label="Seen on"
        hint="Host names, one per line, such as video.example: fact-checks of claims that appeared there"
        error={errorBelow(failure, '/filters/appearanceHosts')}
      >
        {(described) => (
          <textarea
            {...described}
            class="short"
            rows={2}
            spellcheck={false}
            value={form.appearanceHosts}
            onInput={(event) => change({ appearanceHosts: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
};
