import type { Api } from '../../api/client.ts';
import { Choices } from '../../parts/choices/choices.tsx';
import { errorBelow } from '../../parts/errors-below.ts';
import { eventWords } from '../../parts/event-words.ts';
import { errorAt } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import type { FieldsProps } from './endpoint-draft.ts';
import { FilterFields } from './filter-fields.tsx';
import { findWords } from './find-words.ts';

const typeOptions = Object.entries(eventWords).map(([slug, label]) => ({ slug, label }));

/** Everything that is to be said of an endpoint. What is wrong stands at its field. */
export const EndpointFields = ({ api, form, change, failure }: FieldsProps & { readonly api: Api }) => {
  const text = (name: 'url' | 'ratePerSecond' | 'maxInFlight' | 'contact') => ({
    value: form[name],
    autocomplete: 'off',
    onInput: (event: { currentTarget: HTMLInputElement }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Field label="Address" hint="https, on port 443 or 8443, on the public internet" error={errorAt(failure, '/url')}>
        {(described) => (
          <input {...described} {...text('url')} type="text" inputMode="url" spellcheck={false} required />
        )}
      </Field>
      <Choices
        legend="What it gets"
        hint="It always gets corrections and retractions of what it received."
        items={typeOptions}
        {...findWords('event types')}
        chosen={form.eventTypes}
        error={errorBelow(failure, '/eventTypes')}
        onChange={(eventTypes) => change({ eventTypes })}
      />
      <FilterFields {...{ api, form, change, failure }} />
      <h2>How</h2>
      <fieldset>
        <legend>The article</legend>
        <label>
          <input
            type="checkbox"
            checked={form.body}
            onChange={(event) => change({ body: event.currentTarget.checked })}
          />
          <span>Include all of it, as HTML. Without it, messages stay below 20 kB.</span>
        </label>
      </fieldset>
      <div class="pair">
        <Field label="Messages per second" hint="At most, 1 to 100" error={errorAt(failure, '/ratePerSecond')}>
          {(described) => <input {...described} {...text('ratePerSecond')} inputMode="numeric" required />}
        </Field>
        <Field label="At the same time" hint="At most, 1 to 20" error={errorAt(failure, '/maxInFlight')}>
          {(described) => <input {...described} {...text('maxInFlight')} inputMode="numeric" required />}
        </Field>
      </div>
      <Field
        label="Contact"
        hint="Who the newsroom tells when the endpoint stops working or a correction is not acknowledged"
        error={errorAt(failure, '/contact')}
      >
        {(described) => <input {...described} {...text('contact')} />}
      </Field>
    </>
  );
};
