import { useState } from 'preact/hooks';
import type { Replayed } from '../../../shared/use-cases/replay-deliveries.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';

interface ReplayRangeProps {
  readonly api: Api;
  readonly id: string;
  readonly onReplayed: () => void;
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** Sends a stretch of what the endpoint was owed again; a thousand at a time, the newest first. */
export const ReplayRange = ({ api, id, onReplayed }: ReplayRangeProps) => {
  const { run, busy, failure } = useAction<Replayed>();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [sum, setSum] = useState<Replayed>();
  const send = async (until: number | null, before: Replayed | undefined): Promise<void> => {
    const first = numberOf(from);
    const body = { afterSequence: first === null ? null : first - 1, untilSequence: until };
    const answer = await run(() => api.send<Replayed>('POST', `/v1/endpoints/${id}/replay`, body));
    if (answer === undefined) return;
    const { replayed = 0, skipped = 0 } = before ?? {};
    setSum({ ...answer, replayed: replayed + answer.replayed, skipped: skipped + answer.skipped });
    onReplayed();
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setSum(undefined);
    await send(numberOf(to), undefined);
  };
  const next = sum?.nextUntilSequence ?? null;
  const field = (value: string, set: (text: string) => void) => ({
    ...{ value, inputMode: 'numeric' as const, required: true, autocomplete: 'off' },
    onInput: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
  });
  return (
    <section>
      <h2>Send a range again</h2>
      <p>Only the newest event of each fact-check goes out, under the ID it had.</p>
      <form class="narrow" onSubmit={submit}>
        <div class="pair">
          <Field label="From no." error={errorAt(failure, '/afterSequence') && 'must be a number, 1 or higher'}>
            {(described) => <input {...described} {...field(from, setFrom)} />}
          </Field>
          <Field
            label="To no."
            error={errorAt(failure, '/untilSequence') && 'must be a number, and no lower than the first'}
          >
            {(described) => <input {...described} {...field(to, setTo)} />}
          </Field>
        </div>
        <Failed
          failure={failure}
          shown={['/afterSequence', '/untilSequence']}
          title={perhapsDone(
            'Some may be on their way; sending them again does no harm, since their IDs stay the same.',
          )}
        />
        <p class="actions">
          <button type="submit" class="quiet" disabled={busy}>
            {busy ? 'Sending …' : 'Send again'}
          </button>
          {next !== null && !busy && (
            <button type="button" class="quiet" onClick={() => send(next, sum)}>
              Continue with those up to {next}
            </button>
          )}
        </p>
        <p role="status">
          {sum && `${sum.replayed} sent again, ${sum.skipped} left out because something newer is sent instead.`}
        </p>
      </form>
    </section>
  );
};
