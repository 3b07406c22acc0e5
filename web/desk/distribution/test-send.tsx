import { useState } from 'preact/hooks';
import type { RulingId } from '../../../shared/domain/ids.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { counted } from '../../parts/numbers.ts';

interface Ordered {
  readonly phones: number;
}

/** Texts a fact-check to the newsroom's own people, marked as a test. */
export const TestSend = ({ api, id }: { readonly api: Api; readonly id: RulingId }) => {
  const { run, busy, failure } = useAction<Ordered>();
  const [phones, setPhones] = useState<number>();
  const send = async (): Promise<void> => {
    setPhones(undefined);
    setPhones((await run(() => api.send<Ordered>('POST', `/v1/rulings/${id}/test-send`)))?.phones);
  };
  return (
    <>
      <p>
        <button type="button" class="quiet" aria-disabled={busy} onClick={() => void send()}>
          Send a test
        </button>{' '}
        <span role="status">
          {phones === undefined ? 'Goes to staff phones.' : `On its way to ${counted(phones, 'phone')}.`}
        </span>
      </p>
      <Failed failure={failure} />
    </>
  );
};
