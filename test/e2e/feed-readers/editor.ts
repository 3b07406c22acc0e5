import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createApiClient } from '../../../local/cli/api-client.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';

const answerSchema = z.object({ ruling: z.object({ id: z.string(), revision: z.number() }) });
type Ruling = z.output<typeof answerSchema>['ruling'];
const importSchema = z.object({ items: z.array(z.object({ outcome: z.string(), rulingId: z.string() })) });

const anyDraft = (slug: string) => ({
  slug,
  url: `https://newsroom.example/rulings/${slug}`,
  headline: `No, bridge ${slug} is not closed`,
  claim: {
    text: `Bridge ${slug} is closed.`,
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
  bodyHtml: `<p>Bridge ${slug} is open.</p>`,
  texts: 'none',
});

/** An editor whose rulings are about bridges, each named by its slug. */
export const createEditor = (dev: Dev) => {
  const api = createApiClient(dev.baseUrl, dev.keys.newsroom);
  const revise = async (how: string, { id, revision }: Ruling, body: object): Promise<Ruling> => {
    const seen = { 'if-match': `"${revision}"` };
    return (await api.call('POST', `/v1/rulings/${id}/${how}`, answerSchema, body, seen)).ruling;
  };
  return {
    publish: async (slug: string): Promise<Ruling> =>
      (await api.call('POST', '/v1/rulings', answerSchema, anyDraft(slug))).ruling,
    correct: (ruling: Ruling, note: string, changes: object = {}) =>
      revise('corrections', ruling, { note, changes, texts: 'none' }),
    retract: (ruling: Ruling, note: string) => revise('retraction', ruling, { note, texts: 'none' }),
    /** Brings an archive in, whose rulings came out a minute apart; they are given in the order of `slugs`. */
    async importAll(slugs: readonly string[], first: string): Promise<Ruling[]> {
      const lines = slugs.map((slug, minute) => {
        const publishedAt = new Date(Date.parse(first) + minute * 60_000).toISOString();
        return JSON.stringify({ ...anyDraft(slug), publishedAt });
      });
      const { items } = await api.call('POST', '/v1/import', importSchema, lines.join('\n'));
      return items.map(({ rulingId: id }) => ({ id, revision: 1 }));
    },
  };
};

/** Waits until each of these files of the wire holds `text`, and its compressed copy does too. */
export const served = async (dev: Dev, paths: readonly string[], text: string): Promise<void> => {
  for (const path of paths)
    for (const coding of ['identity', 'gzip'])
      await waitFor(async () => {
        const answer = await fetch(`${dev.baseUrl}${path}`, { headers: { 'accept-encoding': coding } });
        return answer.ok && (await answer.text()).includes(text);
      });
};

/** Waits until the feed of all rulings leads to its first archive: it is written once more then, though no ruling changed. */
export const archived = (dev: Pick<Dev, 'baseUrl'>): Promise<void> =>
  waitFor(async () => (await (await fetch(`${dev.baseUrl}/feeds/atom.xml`)).text()).includes('rel="prev-archive"'));

/** What comes next has a second of the clock for itself, so that two quick changes would get the same time if nothing kept them apart. */
export const nextSecond = (): Promise<void> => setTimeout(1000 - (Date.now() % 1000));
