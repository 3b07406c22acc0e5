import { useId, useState } from 'preact/hooks';
import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { Field } from '../../parts/field.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { Meter } from '../../parts/meter.tsx';
import type { Form } from './form.ts';

const path = ['rating'] as const;

interface RatingChoiceProps {
  readonly form: Form;
  readonly scales: readonly RatingScale[];
}

/** Scale and rating. The scale is that of the rating, once there is one. */
export const RatingChoice = ({ form, scales }: RatingChoiceProps) => {
  const id = useId();
  const [chosen, setChosen] = useState(form.text(['scale']));
  const rating = form.text(path);
  const scale =
    scales.find(({ ratings }) => ratings.some(({ slug }) => slug === rating)) ??
    scales.find((each) => each.id === chosen) ??
    scales[0];
  const error = form.error(path);
  const choose = (which: RatingScale, slug: string | undefined): void => {
    setChosen(which.id);
    form.set(['scale'], slug === undefined ? undefined : which.id);
    form.set(path, slug);
  };
  return (
    <>
      {scales.length > 1 && (
        <Field label="Scale">
          {(described) => (
            <select
              {...described}
              value={scale?.id}
              onChange={({ currentTarget }) => {
                const other = scales.find((each) => each.id === currentTarget.value);
                if (other) choose(other, undefined);
              }}
            >
              {scales.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <div
        class="field"
        role="radiogroup"
        aria-labelledby={`${id}-legend`}
        aria-describedby={error && `${id}-error`}
        aria-invalid={error ? true : undefined}
      >
        <p id={`${id}-legend`} class="label">
          Rating
        </p>
        <div class="ratings">
          {scale?.ratings.map(({ slug, label }) => (
            <label key={slug} class="choice">
              <input
                type="radio"
                name="rating"
                value={slug}
                checked={slug === rating}
                onChange={() => choose(scale, slug)}
                onBlur={() => form.leave(path)}
              />
              {/* the label says it already */}
              <span aria-hidden="true">
                <Meter scale={scale} rating={slug} size={26} />
              </span>
              {label}
            </label>
          ))}
        </div>
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </>
  );
};
