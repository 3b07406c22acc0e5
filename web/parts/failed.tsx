import type { Failure } from '../api/client.ts';

/** What is wrong at a field, by the pointer that the API names it with. */
export const errorAt = (failure: Failure | undefined, pointer: string): string | undefined =>
  failure?.errors.find((error) => error.pointer === pointer)?.detail;

interface FailedProps {
  readonly failure: Failure | undefined;
  /** Pointers that fields of the form show themselves. */
  readonly shown?: readonly string[];
  readonly title?: (failure: Failure) => string;
}

/** What went wrong, aloud. Nothing where nothing did. */
export const Failed = ({ failure, shown = [], title = ({ title: said }) => said }: FailedProps) => {
  if (failure === undefined) return null;
  const others = failure.errors.filter(({ pointer }) => !shown.includes(pointer));
  return (
    <div class="note bad" role="alert">
      <p>
        <strong>{title(failure)}</strong>
      </p>
      {others.length > 0 && (
        <ul>
          {others.map(({ pointer, detail }) => (
            <li key={pointer}>
              {pointer !== '' && <code>{pointer}</code>} {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
