import { HelpContact } from '../parts/help-contact.tsx';
import type { Words } from './words.ts';

interface DoneProps {
  readonly words: Words;
  /** As it was typed: it stands on the screen, and nowhere else any more. */
  readonly number: string;
  readonly contact: string;
  readonly again: () => void;
}

/** Told to everybody alike, whether the number is new, a subscriber's, or of somebody who left. */
export const Done = ({ words, number, contact, again }: DoneProps) => (
  <>
    <p class="note good">
      {words.onItsWay(number)} {words.untilThen}
    </p>
    <h2>{words.noneCame}</h2>
    <ul>
      {words.whyNone.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      <li>
        {words.questions} <HelpContact contact={contact} />
      </li>
    </ul>
    <p class="actions">
      <button type="button" class="quiet" onClick={again}>
        {words.another}
      </button>
    </p>
  </>
);
