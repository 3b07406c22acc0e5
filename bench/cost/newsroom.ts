/** The newsroom whose rulings are counted: one partner with endpoints, subscribers of one time zone, an editor. */
import { globSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { readDistribution } from '../../local/cli/distribution.ts';
import type { Runtime } from '../../local/runtime.ts';
import { sampleRuling } from '../sample-ruling.ts';

const keySchema = z.object({ key: z.string() });
const idSchema = z.object({ id: z.string() });
const publishedSchema = z.object({ ruling: idSchema, event: idSchema });
const anything = z.unknown();

const docs = new URL('../../docs/', import.meta.url);
const words = globSync('adr/*.md', { cwd: docs }).flatMap((path) =>
  readFileSync(new URL(path, docs), 'utf8').split(/[^\p{Letter}]+/u),
);

/**
 * A body of 5 kB, as bench's ruling has it, of words as often as they are in English, but each ruling with its own: how well a
 * feed is compressed is part of what it costs. Numbers by a linear congruential generator, so that every run has the same.
 */
const bodyOf = (number: number): string => {
  let state = number;
  const word = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return words[Math.floor((state / 2 ** 32) * words.length)] ?? '';
  };
  const sentence = () => `${Array.from({ length: 15 }, word).join(' ')}.`;
  let body = '';
  while (body.length < 5_000) body += `${sentence()} `;
  return `<p>${body}</p>`;
};

/** Numbers that are kept free for fiction, all of New York. */
const phone = (number: number): string => {
  const areas = ['212', '646', '917', '718', '347'];
  return `+1${areas[Math.floor(number / 100)]}55501${String(number % 100).padStart(2, '0')}`;
};

export const openNewsroom = async ({ baseUrl, secret }: Pick<Runtime, 'baseUrl' | 'secret'>) => {
  const operator = createApiClient(baseUrl, `rwk_${secret('OperatorKey')}`);
  const editorKey = { name: 'Editor', scopes: ['newsroom:write', 'newsroom:send'] };
  const editor = createApiClient(baseUrl, (await operator.call('POST', '/v1/keys', keySchema, editorKey)).key);
  const { id } = await operator.call('POST', '/v1/partners', idSchema, { name: 'The Harbor Daily' });
  const partnerKey = await operator.call('POST', `/v1/partners/${id}/keys`, keySchema, { name: 'Partner' });
  const partner = createApiClient(baseUrl, partnerKey.key);
  let rulings = 0;

  return {
    async addEndpoint(url: string) {
      // as fast as an endpoint can be set: a limit of its own would be met with messages that wait
      await partner.call('POST', '/v1/endpoints', anything, { url, ratePerSecond: 100, maxInFlight: 20 });
    },
    async addPhone(number: number) {
      const consent = { textVersion: '2026-11', adult: true };
      const subscriber = { phone: phone(number), frequency: 'immediate', consent };
      await operator.call('POST', '/v1/subscribers', anything, subscriber);
    },
    async publish(texts?: 'none'): Promise<string> {
      rulings += 1;
      const ruling = { ...sampleRuling(rulings), bodyHtml: bodyOf(rulings), ...(texts ? { texts } : {}) };
      return (await editor.call('POST', '/v1/rulings', publishedSchema, ruling)).ruling.id;
    },
    /** Throws unless every phone and every endpoint has the ruling. */
    async expectDone(rulingId: string, { phones, endpoints }: { phones: number; endpoints: number }) {
      const [event] = (await readDistribution(editor, rulingId)).events;
      if (event?.texts?.delivered === phones && event.deliveries.delivered === endpoints && event.feeds.length > 0)
        return;
      throw new Error(`not all of it was counted: ${JSON.stringify(event)}`);
    },
  };
};
export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>;
