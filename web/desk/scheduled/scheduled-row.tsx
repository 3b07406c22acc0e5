import type { ScheduledEntry, UnpublishedReason } from '../../../shared/domain/scheduled-ruling.ts';
import type { Api } from '../../api/client.ts';
import { Moment } from '../../parts/moment.tsx';
import { OpenDraft } from './open-draft.tsx';

const reasons: Readonly<Record<UnpublishedReason, string>> = {
  'slug-taken': 'another fact-check has its slug.',
  'external-id-taken': 'another fact-check has its CMS ID.',
  'too-large': 'it is too large.',
  'nothing-to-translate': 'the fact-check it translates does not exist.',
  invalid: 'it no longer fits the newsroom’s settings.',
};

interface ScheduledRowProps {
  readonly api: Api;
  readonly entry: ScheduledEntry;
  readonly callOff: () => void;
}

/** One fact-check that is to be published, or could not be. */
export const ScheduledRow = ({ api, entry, callOff }: ScheduledRowProps) => {
  const { id, headline, publishAt, actor, failure } = entry;
  return (
    <li class="card">
      <p id={id}>
        <strong>{headline}</strong>
      </p>
      <p>
        {failure ? <span class="tag bad">not published</span> : <span class="tag">scheduled</span>}{' '}
        <Moment at={publishAt} zone />, by {actor.name}
      </p>
      {failure && (
        <p>
          It was not published <Moment at={failure.at} />: {reasons[failure.reason]} Correct it and schedule it again.
        </p>
      )}
      <OpenDraft api={api} entry={entry}>
        <button type="button" class="danger" aria-describedby={id} onClick={callOff}>
          {failure ? 'Remove …' : 'Call off …'}
        </button>
      </OpenDraft>
    </li>
  );
};
