import { useState } from 'preact/hooks';
import type { TestOrdered } from '../../../shared/use-cases/order-test-send.ts';
import { useAction } from '../../api/action.ts';
import type { Api, FieldError } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { counted } from '../../parts/numbers.ts';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { bodyOf, type Draft } from './draft.ts';
import { withLabels } from './labels.ts';

interface TestSendProps {
  readonly api: Api;
  readonly draft: Draft;
  /** Gets what is wrong with the fields. */
  readonly refuse: (errors: readonly FieldError[]) => void;
}

/** Texts a draft to the newsroom's own people, marked as a test. */
export const TestSend = ({ api, draft, refuse }: TestSendProps) => {
  const { run, busy, failure } = useAction<TestOrdered>();
  const [sent, setSent] = useState<{ readonly body: string; readonly phones: string }>();
  const body = JSON.stringify(bodyOf(draft));
  const send = async (): Promise<void> => {
    setSent(undefined);
    const ordered = await run(async () => {
      const answer = await api.send<TestOrdered>('POST', '/v1/preflight/test-send', JSON.parse(body));
      if (answer.kind === 'failed') refuse(answer.failure.errors);
      return answer;
    });
    if (ordered) setSent({ body, phones: counted(ordered.phones, 'phone') });
  };
  return (
    <>
      <p>
        <button type="button" class="quiet" aria-disabled={busy} onClick={() => void send()}>
          Test send
        </button>{' '}
        <span role="status">
          {sent === undefined
            ? 'Goes to staff phones.'
            : `On its way to ${sent.phones}${sent.body === body ? '' : ', as the draft was before'}.`}
        </span>
      </p>
      <Failed failure={failure && withLabels(failure)} title={perhapsDone('It may have been sent, or not.')} />
    </>
  );
};
