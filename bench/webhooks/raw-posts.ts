import { Pool } from 'undici';
import { inParallel } from '../../shared/use-cases/in-parallel.ts';
import { type Receiver, timeNow } from './receiver.ts';

const atOnce = 32;
/** So that a second is not measured by a handful of posts. */
const least = 2_000;

/** What the receiver takes at most: messages that it has got before, posted again by undici and nothing else. Posts a second. */
export const postRaw = async ({ url, sample, arrived }: Receiver, count: number): Promise<number> => {
  const { headers, body } = await sample();
  const { connection: _, host: __, ...others } = headers;
  const id = `raw-${timeNow()}`;
  const posts = Math.max(least, count);
  const pool = new Pool(url, { connections: atOnce });
  const startedAt = timeNow();
  await inParallel(atOnce, [...Array(posts).keys()], async (at) => {
    const path = `/webhooks/${at}`;
    const answer = await pool.request({ path, method: 'POST', headers: { ...others, 'webhook-id': id }, body });
    await answer.body.dump();
  });
  const { times } = await arrived(id, posts);
  await pool.close();
  return (posts * 1000) / (Math.max(...times) - startedAt);
};
