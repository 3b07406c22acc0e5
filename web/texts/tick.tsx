import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { FieldError } from '../parts/field-error.tsx';

interface TickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly error: string | undefined;
  /** The language of what is agreed to, where it is not the page's. */
  readonly lang?: string;
  readonly children: ComponentChildren;
}

/** One box that has to be ticked. */
export const Tick = ({ checked, onChange, error, lang, children }: TickProps) => {
  const id = useId();
  return (
    <div class="tick">
      <label class="choice">
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span lang={lang}>{children}</span>
      </label>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
};
