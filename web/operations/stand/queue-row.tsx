import { useState } from 'preact/hooks';
import type { redriveDeadLetters } from '../../../shared/use-cases/redrive-dead-letters.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { counted, numeral } from '../../parts/numbers.ts';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import type { QueueNow } from './operations.ts';

type Redriven = NonNullable<Awaited<ReturnType<ReturnType<typeof redriveDeadLetters>>>>;

interface QueueRowProps {
  readonly api: Api;
  readonly queue: QueueNow;
  readonly refresh: () => void;
}

/** A queue. The button stays where it was pressed, so that the focus does. */
export const QueueRow = ({ api, queue, refresh }: QueueRowProps) => {
  const { queue: name, waiting, inFlight, delayed, deadLetters } = queue;
  const { run, busy, failure } = useAction<Redriven>();
  const [told, setTold] = useState('');
  const nothing = deadLetters === 0 || busy;
  const putBack = async (): Promise<void> => {
    if (nothing) return;
    setTold('');
    const redriven = await run(() => api.send('POST', `/v1/operations/dead-letters/${name}/redrive`));
    if (redriven !== undefined)
      setTold(`${counted(redriven.moved, 'message', 'messages')} put back, ${numeral(redriven.left)} left.`);
    refresh();
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{numeral(waiting)}</td>
      <td class="number">{numeral(inFlight)}</td>
      <td class="number">{numeral(delayed)}</td>
      <td class={deadLetters > 0 ? 'number dead' : 'number'}>{numeral(deadLetters)}</td>
      <td>
        {(deadLetters > 0 || told !== '' || failure !== undefined) && (
          <button
            type="button"
            class="small"
            aria-label={`Put back what failed in ${name}`}
            aria-disabled={nothing}
            onClick={putBack}
          >
            {busy ? 'Putting back …' : 'Put back'}
          </button>
        )}{' '}
        <span role="status">{told}</span>
        <Failed failure={failure} title={perhapsDone('It may have happened: see how many are left.')} />
      </td>
    </tr>
  );
};
