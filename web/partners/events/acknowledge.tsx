import { useState } from 'preact/hooks';
import type { RulingMessage } from '../../../shared/domain/webhook-message.ts';
import type { Acknowledged } from '../../../shared/use-cases/acknowledge-event.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';

interface AcknowledgeProps {
  readonly api: Api;
  readonly event: RulingMessage;
  readonly onDone: (acknowledged: Acknowledged) => void;
  readonly onClose: () => void;
}

/** Says which revision one's own page shows, and where. */
export const Acknowledge = ({ api, event, onDone, onClose }: AcknowledgeProps) => {
  const { run, busy, failure } = useAction<Acknowledged>();
  const [revision, setRevision] = useState(String(event.data.revision));
  const [url, setUrl] = useState('');
  const submit = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    const body = { revision: revision.trim() === '' ? null : Number(revision), republishedUrl: url.trim() || null };
    const done = await run(() => api.send<Acknowledged>('POST', `/v1/events/${event.id}/acknowledgement`, body));
    if (done) onDone(done);
  };
  return (
    <Dialog title={`Acknowledge no. ${event.data.sequence}`} onClose={onClose}>
      <p>{event.data.ruling.headline}</p>
      <p class="soft">Acknowledge it once your page shows it. The newsroom sees who does not show a correction yet.</p>
      <form onSubmit={submit}>
        <Field
          label="Revision that your page shows"
          hint={`${event.data.revision} is this event’s revision.`}
          error={errorAt(failure, '/revision')}
        >
          {(described) => (
            <input
              {...described}
              inputMode="numeric"
              required
              value={revision}
              onInput={(input) => setRevision(input.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Address of your page" hint="Optional" error={errorAt(failure, '/republishedUrl')}>
          {(described) => (
            <input
              {...described}
              inputMode="url"
              autocomplete="off"
              spellcheck={false}
              value={url}
              onInput={(input) => setUrl(input.currentTarget.value)}
            />
          )}
        </Field>
        <Failed
          failure={failure}
          shown={['/revision', '/republishedUrl']}
          title={perhapsDone('It may have been recorded; acknowledging again does no harm.')}
        />
        <p class="actions">
          <button type="submit" disabled={busy}>
            {busy ? 'Saving …' : 'Acknowledge'}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
};
