import { createApiClient } from '../cli/api-client.ts';
import { followEvent } from '../cli/distribution.ts';
import { publishFile } from '../cli/publish.ts';
import { createReport } from '../cli/report.ts';
import type { Receiver } from './receiver.ts';

const sample = new URL('../../examples/ruling.json', import.meta.url).pathname;

/**
 * Publishes the sample ruling and prints what happens to it, as it happens: the event, the feeds, the texts, and the webhook when the
 * partner's server has verified it. Times are milliseconds since the request was sent. The idempotency key makes it one ruling, even
 * when the first run was killed on its way.
 */
export const showTheJob = async (
  { baseUrl, key }: { baseUrl: string; key: string },
  receiver: Receiver,
  print: (line: string) => void,
): Promise<void> => {
  const api = createApiClient(baseUrl, key);
  const startedAt = Date.now();
  const since = (at: number) => `${String(at - startedAt).padStart(6)} ms`;
  const { ruling, event } = await publishFile(api, sample, 'first-run');
  print(`Published examples/ruling.json: “${ruling.headline}”`);
  print(`${since(Date.now())}  ruling ${ruling.id}, event ${event.id}, sequence ${event.sequence}`);
  const [receipt] = await Promise.all([
    receiver.receiptOf(event.id, 30_000),
    followEvent(api, { rulingId: ruling.id, eventId: event.id, texting: true }, createReport(startedAt, print)),
  ]);
  print(
    receipt
      ? `${since(receipt.at)}  webhook received and its signature verified by the sample partner`
      : 'The sample partner has got no webhook within 30 s; see the logs in the data folder.',
  );
};
