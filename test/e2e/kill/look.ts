import * as z from 'zod';
import type { Dev } from '../../wire-process.ts';

const entrySchema = z.object({ id: z.string(), slug: z.string(), url: z.string(), revision: z.number() });
export type Entry = z.output<typeof entrySchema>;
const listSchema = z.object({ items: z.array(entrySchema), nextCursor: z.string().nullable() });

const eventSchema = z.object({
  event: z.object({ id: z.string(), type: z.string(), sequence: z.number(), revision: z.number() }),
  feeds: z.array(z.object({ path: z.string() })),
  texts: z
    .object({
      status: z.string(),
      audience: z.number(),
      pending: z.number(),
      deferred: z.number(),
      posting: z.number(),
      accepted: z.number(),
      delivered: z.number(),
      undelivered: z.number(),
      refused: z.number(),
      unknown: z.number(),
      lost: z.number(),
      skipped: z.number(),
    })
    .nullable(),
  deliveries: z.object({
    owed: z.number(),
    delivered: z.number(),
    pending: z.number(),
    waiting: z.number(),
    superseded: z.number(),
  }),
});
export type EventState = z.output<typeof eventSchema>;
const distributionSchema = z.object({ revision: z.number(), events: z.array(eventSchema) });
const feedSchema = z.object({ items: z.array(z.object({ url: z.string() })) });
const messagesSchema = z.array(z.object({ to: z.string(), body: z.string() }));

const read = async <Answer>(dev: Dev, path: string, schema: z.ZodType<Answer>): Promise<Answer> => {
  const response = await fetch(`${dev.baseUrl}${path}`, { headers: { authorization: `Bearer ${dev.keys.newsroom}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return schema.parse(await response.json());
};

/** Every ruling there is, page by page. */
export const allRulings = async (dev: Dev): Promise<Entry[]> => {
  const found: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await read(dev, `/v1/rulings?limit=100${from}`, listSchema);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
};

export const distributionOf = (dev: Dev, id: string) => read(dev, `/v1/rulings/${id}/distribution`, distributionSchema);

export const feedUrls = async (dev: Dev, topic: string): Promise<string[]> =>
  (await read(dev, `/feeds/topics/${topic}/feed.json`, feedSchema)).items.map(({ url }) => url);

export const messages = async (dev: Dev): Promise<{ to: string; body: string }[]> =>
  messagesSchema.parse(await (await fetch(`${dev.twilioUrl}/_sim/messages`)).json());
