import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';

const committedSchema = z.object({
  ruling: z.object({ id: z.string(), revision: z.number() }),
  event: z.object({ id: z.string(), sequence: z.number() }).loose(),
  broadcast: z.object({ id: z.string() }).optional(),
});
export type Committed = z.output<typeof committedSchema>;

/** Calls the wire with one of its keys; answers the body whatever the status. */
export const askWire = async (
  { baseUrl, keys }: Dev,
  as: keyof Dev['keys'],
  [method, path]: readonly [method: string, path: string],
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> => {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${keys[as]}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
};

export const draftOf = (slug: string, more: object = {}) => ({
  slug,
  url: `https://newsroom.example/rulings/${slug}`,
  headline: `No, measure ${slug} does not close the harbor`,
  claim: { text: 'It closes the harbor.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
  rating: 'false',
  topics: ['harbor'],
  texts: 'immediate',
  ...more,
});

export const publish = async (dev: Dev, slug: string, more: object = {}): Promise<Committed> =>
  committedSchema.parse(await askWire(dev, 'newsroom', ['POST', '/v1/rulings'], draftOf(slug, more)));

export const correct = async (dev: Dev, { ruling }: Committed): Promise<Committed> =>
  committedSchema.parse(
    await askWire(
      dev,
      'newsroom',
      ['POST', `/v1/rulings/${ruling.id}/corrections`],
      { note: 'It was right in part.', changes: { rating: 'half-true' } },
      { 'if-match': `"${ruling.revision}"` },
    ),
  );

const scheduledSchema = z.object({ scheduled: z.object({ id: z.string() }) });
const listSchema = z.object({
  items: z.array(z.object({ slug: z.string(), failure: z.object({ reason: z.string() }).nullable() })),
});

/**
 * A ruling that is scheduled and comes out, one that is called off, and one whose slug is taken by then. Answers what waits until they have
 * come out, once hours were let pass.
 */
export const driveScheduled = async (dev: Dev): Promise<() => Promise<void>> => {
  const schedule = async (slug: string): Promise<string> => {
    const draft = draftOf(slug, { publishAt: new Date(Date.now() + 600_000).toISOString(), texts: 'none' });
    const answer = await askWire(dev, 'newsroom', ['POST', '/v1/rulings'], draft, { 'idempotency-key': slug });
    return scheduledSchema.parse(answer).scheduled.id;
  };
  const list = async () =>
    listSchema
      .parse(await askWire(dev, 'newsroom', ['GET', '/v1/scheduled']))
      .items.map(({ slug, failure }) => `${slug} ${failure?.reason}`);
  const [, calledOff] = [await schedule('scheduled'), await schedule('called-off'), await schedule('scheduled-twice')];
  await askWire(dev, 'newsroom', ['DELETE', `/v1/scheduled/${calledOff}`]);
  await publish(dev, 'scheduled-twice', { texts: 'none' });
  return () => waitFor(async () => (await list()).join() === 'scheduled-twice slug-taken');
};

/** A key that is made, listed and taken back. */
export const driveKeys = async (dev: Dev): Promise<void> => {
  const wanted = { name: 'For an hour', scopes: ['newsroom:write'] };
  const { id } = z.object({ id: z.string() }).parse(await askWire(dev, 'operator', ['POST', '/v1/keys'], wanted));
  await askWire(dev, 'operator', ['GET', '/v1/keys']);
  await askWire(dev, 'operator', ['DELETE', `/v1/keys/${id}`]);
};
