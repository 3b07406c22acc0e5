import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { waitFor } from '../wait-for.ts';
import type { Dev, WireProcess } from '../wire-process.ts';

const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const publishedSchema = z.object({ ruling: z.object({ id: z.string() }) });
const distributionSchema = z.object({
  events: z.array(
    z.object({
      texts: z.object({ delivered: z.int() }).nullable(),
      deliveries: z.object({ owed: z.int(), delivered: z.int() }),
    }),
  ),
});

export interface Story {
  /** A fact-check that was texted, delivered and corrected. */
  readonly corrected: string;
  readonly endpoint: string;
  /** The address of one's own preferences, as a text brought it. */
  readonly preferences: string;
  readonly phone: string;
}

const phone = '+13125550142';

const textFrom = async ({ twilioUrl }: Dev, body: string): Promise<string> => {
  const answer = await fetch(`${twilioUrl}/_sim/inbound`, {
    method: 'POST',
    body: JSON.stringify({ from: phone, body }),
  });
  return answer.text();
};

/** What a newsroom does in a morning: a reader joins, a fact-check goes out, turns out wrong, and is corrected. */
export const tellStory = async ({ dev, output }: Pick<WireProcess, 'dev' | 'output'>): Promise<Story> => {
  const newsroom = createApiClient(dev.baseUrl, dev.keys.newsroom);
  const partner = createApiClient(dev.baseUrl, dev.keys.partner);
  await waitFor(() => output().includes('Publish the next one'));
  await textFrom(dev, 'JOIN');
  const { ruling } = await newsroom.call('POST', '/v1/rulings', publishedSchema, {
    slug: 'library-hours-halved',
    url: 'https://newsroom.example/rulings/library-hours-halved',
    headline: 'No, the city budget does not halve library hours',
    claim: {
      text: 'The budget cuts the hours of every library in half.',
      claimant: { name: 'Jordan Vale', slug: 'jordan-vale', kind: 'person', title: 'candidate for city council' },
    },
    rating: 'false',
    summary: ['Two of eleven branches close an hour earlier.'],
    bodyHtml: '<p>Two of the eleven branches close an hour earlier. The other nine keep their hours.</p>',
    authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
    topics: ['libraries'],
    editions: ['new-york'],
  });
  const through = async (event: number): Promise<void> => {
    await waitFor(async () => {
      const { events } = await newsroom.call('GET', `/v1/rulings/${ruling.id}/distribution`, distributionSchema);
      const newest = events[0];
      return (
        events.length === event &&
        newest?.texts?.delivered === 6 &&
        newest.deliveries.owed > 0 &&
        newest.deliveries.delivered === newest.deliveries.owed
      );
    });
  };
  await through(1);
  const correction = {
    note: 'An earlier version said that two branches lose hours. It is five.',
    changes: {
      rating: 'mostly-false',
      summary: ['Five of eleven branches close an hour earlier.'],
      bodyHtml: '<p>Five of the eleven branches close an hour earlier. The other six keep their hours.</p>',
    },
  };
  await fetch(`${dev.baseUrl}/v1/rulings/${ruling.id}/corrections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${dev.keys.newsroom}`, 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify(correction),
  });
  await through(2);
  await waitFor(async () => {
    const page = await (await fetch(`${dev.baseUrl}/corrections`)).text();
    return page.includes('library hours');
  });
  const { items } = await partner.call('GET', '/v1/endpoints', listSchema);
  const status = await textFrom(dev, 'STATUS');
  const preferences = /http[^<\s]*\/preferences#[\w-]+/.exec(status)?.[0] ?? '';
  return { corrected: ruling.id, endpoint: items[0]?.id ?? '', preferences, phone };
};
