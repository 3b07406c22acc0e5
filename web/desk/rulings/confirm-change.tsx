import type { TextMode } from '../../../shared/domain/ruling.ts';
import { Confirm } from '../../parts/confirm.tsx';
import type { ShownDistribution } from '../distribution/pace.ts';
import type { Act } from './draft.ts';
import { Earlier } from './earlier.tsx';
import { textWords } from './texts-choice.tsx';

const names: ReadonlyMap<string, string> = new Map([
  ['bodyHtml', 'body'],
  ['url', 'address'],
  ['summary', 'points in short'],
  ['textBody', 'text for phones'],
  ['mediaReview', 'media'],
  ['checkedAsOf', 'checked as of'],
  ['translationOf', 'translation'],
]);

interface ConfirmChangeProps {
  readonly act: Act;
  readonly title: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly note: string;
  readonly texts: TextMode;
  readonly distribution: ShownDistribution | undefined;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** What is about to go out, and to whom what it changes has gone. */
export const ConfirmChange = ({ act, title, changes, note, texts, distribution, ...rest }: ConfirmChangeProps) => {
  const changed = Object.keys(changes).map((field) => names.get(field) ?? field);
  return (
    <Confirm title={`${title} this fact-check?`} action={title} danger={act === 'retract'} {...rest}>
      {act !== 'retract' && <p>{changed.length === 0 ? 'No field changes.' : `Changes: ${changed.join(', ')}.`}</p>}
      {note.trim() === '' ? (
        <p>There is no public note.</p>
      ) : (
        <>
          <p>The public note:</p>
          <blockquote class="quoted">{note}</blockquote>
        </>
      )}
      <p>Subscribers get {textWords[texts]}.</p>
      <Earlier distribution={distribution} leavesThemWrong={act === 'correct' && texts === 'none'} />
    </Confirm>
  );
};
