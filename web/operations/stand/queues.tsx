import type { Api } from '../../api/client.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import type { QueueNow } from './operations.ts';
import { QueueRow } from './queue-row.tsx';

interface QueuesProps {
  readonly api: Api;
  readonly queues: readonly QueueNow[];
  readonly refresh: () => void;
}

/** Queues by name, those with dead letters first. */
export const Queues = ({ api, queues, refresh }: QueuesProps) => {
  const worstFirst = queues.toSorted((a, b) => b.deadLetters - a.deadLetters);
  return (
    <section>
      <h2 id="queues" tabIndex={-1}>
        Queues
      </h2>
      <p class="soft">
        Messages that failed for good were tried again and again. Put them back once the cause is fixed; doing so twice
        does no harm.
      </p>
      <Scrolls label="Queues in numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">Queue</th>
              <th scope="col" class="number">
                Waiting
              </th>
              <th scope="col" class="number">
                In flight
              </th>
              <th scope="col" class="number">
                Delayed
              </th>
              <th scope="col" class="number">
                Failed for good
              </th>
              <th scope="col">Put back</th>
            </tr>
          </thead>
          <tbody>
            {worstFirst.map((queue) => (
              <QueueRow key={queue.queue} {...{ api, queue, refresh }} />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
};
