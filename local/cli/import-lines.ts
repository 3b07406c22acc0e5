import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import { patiently } from './patience.ts';

/** What one call of `POST /v1/import` takes. */
const maxLines = 500;
export const maxBytes = 3_000_000;

const answerSchema = z.object({
  items: z.array(
    z.object({
      line: z.int().min(1),
      outcome: z.enum(['imported', 'skipped', 'refused']),
      rulingId: z.string().optional(),
      errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
    }),
  ),
});

/** What became of a line; `line` counts from 1 over everything that was handed in. */
export type LineOutcome = z.output<typeof answerSchema>['items'][number];

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Imports NDJSON of any length, a line at a time, in as many calls as it takes. Blank lines count and are not sent; a line that no call
 * could hold is refused here. A wire that is busy is waited for. Throws what {@link ApiClient} throws; what was told until then is done,
 * and the same lines again are skipped.
 */
export const importLines = async (
  api: ApiClient,
  lines: AsyncIterable<string>,
  onOutcome: (outcome: LineOutcome) => void,
): Promise<void> => {
  let batch: Line[] = [];
  let bytes = 0;
  let number = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) for (const outcome of await sendBatch(api, batch)) onOutcome(outcome);
    batch = [];
    bytes = 0;
  };
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const size = Buffer.byteLength(text) + 1;
    if (size > maxBytes) {
      await send();
      const detail = `is longer than a call may be, which holds ${maxBytes} bytes`;
      onOutcome({ line: number, outcome: 'refused', errors: [{ pointer: '', detail }] });
      continue;
    }
    if (batch.length === maxLines || bytes + size > maxBytes) await send();
    batch.push({ number, text });
    bytes += size;
  }
  await send();
};

const sendBatch = async (api: ApiClient, batch: readonly Line[]): Promise<LineOutcome[]> => {
  const body = batch.map(({ text }) => `${text}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const { items } = await patiently(() => api.call('POST', '/v1/import', answerSchema, body, headers));
  const outcomes = new Map(items.map((item) => [item.line, item]));
  return batch.map(({ number }, index) => {
    const outcome = outcomes.get(index + 1);
    if (!outcome) throw new Error(`the wire did not say what became of line ${number}`);
    return { ...outcome, line: number };
  });
};
