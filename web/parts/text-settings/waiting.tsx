import type { Failure } from '../../api/client.ts';
import { Failed } from '../failed.tsx';
import { failedTitle, type SettingsWords } from './words.ts';

interface WaitingProps {
  readonly words: SettingsWords;
  readonly failure: Failure | undefined;
  readonly again: () => void;
}

/** Instead of what has not come yet; where it did not come, it can be asked for again. */
export const Waiting = ({ words, failure, again }: WaitingProps) =>
  failure ? (
    <>
      <Failed failure={failure} title={failedTitle(words)} />
      <p class="actions">
        <button type="button" onClick={again}>
          {words.again}
        </button>
      </p>
    </>
  ) : (
    <p role="status">{words.loading}</p>
  );
