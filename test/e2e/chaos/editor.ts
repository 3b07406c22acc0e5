import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { Chance } from '../../chaos/chance.ts';

const committedSchema = z.object({
  ruling: z.object({ id: z.string(), revision: z.number() }),
  event: z.object({ id: z.string(), sequence: z.number() }),
});
const headSchema = z.object({ id: z.string(), revision: z.number(), status: z.string() });
export type Committed = z.output<typeof committedSchema>;

/** A ruling as its editor knows it: no two of its texts have the same words, because no two of its ratings are the same. */
interface Written {
  readonly slug: string;
  readonly id: string;
  revision: number;
  rating: number;
  retracted: boolean;
}

const topics = ['harbor', 'piers', 'ferries'] as const;
const ratings = ['false', 'mostly-false', 'half-true', 'mostly-true', 'true', 'pants-on-fire'] as const;
/** One is served in a moment; a wire whose every function has just died needs some more. */
const mostTries = 60;

export const createEditor = (baseUrl: string, key: string) => {
  const written: Written[] = [];
  const acknowledged: Committed['event'][] = [];

  /** Asks until the wire acknowledges, or refuses for good. */
  const ask = async (path: string, headers: Record<string, string>, body: unknown) => {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      try {
        const authorization = `Bearer ${key}`;
        const method = body === undefined ? 'GET' : 'POST';
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(`${baseUrl}${path}`, { method, headers: { authorization, ...headers }, ...sent });
        const answer: unknown = await response.json();
        if (response.status < 500 && response.status !== 429) return { status: response.status, answer };
      } catch {
        // whether it was done is not known; the same request tells
      }
      await setTimeout(50);
    }
    throw new Error(`${path} was not answered in ${mostTries} tries`);
  };
  const acknowledge = (answer: unknown): Committed => {
    const committed = committedSchema.parse(answer);
    acknowledged.push(committed.event);
    return committed;
  };

  const publish = async (chance: Chance, slug: string): Promise<void> => {
    const draft = {
      slug,
      url: `https://newsroom.example/rulings/${slug}`,
      headline: `No, measure ${slug} does not close the harbor`,
      claim: { text: 'It closes the harbor.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
      rating: ratings[0],
      topics: chance.some(topics, 0.5),
      texts: 'immediate',
    };
    const { status, answer } = await ask('/v1/rulings', { 'idempotency-key': slug }, draft);
    if (status !== 201) throw new Error(`${slug} was refused: ${JSON.stringify(answer)}`);
    const { ruling } = acknowledge(answer);
    written.push({ slug, id: ruling.id, revision: ruling.revision, rating: 0, retracted: false });
  };

  const revise = async (chance: Chance, ruling: Written): Promise<void> => {
    const kind = chance.pick(['corrections', 'corrections', 'corrections', 'updates', 'retraction'] as const);
    const rating = ruling.rating + 1;
    const note = `In the words of revision ${ruling.revision + 1}.`;
    const body = {
      corrections: { note, changes: { rating: ratings[rating], topics: chance.some(topics, 0.5) } },
      updates: { edit: chance.pick(['minor', 'clarification']), note, changes: { summary: [note] } },
      retraction: { note },
    }[kind];
    const { status, answer } = await ask(
      `/v1/rulings/${ruling.id}/${kind}`,
      { 'if-match': `"${ruling.revision}"` },
      body,
    );
    if (status === 200 || status === 201) acknowledge(answer);
    const head = headSchema.parse((await ask(`/v1/rulings/${ruling.id}`, {}, undefined)).answer);
    // only an earlier try of the same request can have been in between
    if (head.revision !== ruling.revision + 1)
      throw new Error(`${kind} of ${ruling.slug} was answered ${status} ${JSON.stringify(answer)}`);
    ruling.revision = head.revision;
    ruling.retracted = kind === 'retraction';
    if (kind === 'corrections') ruling.rating = rating;
  };

  return {
    written,
    acknowledged,
    /** A round of work: new rulings, and some of those that stand revised, at the same time. */
    work: async (chance: Chance, round: number): Promise<void> => {
      const standing = written.filter(({ retracted, rating }) => !retracted && rating + 1 < ratings.length);
      const revised = chance.some(standing, 0.4).map((ruling) => revise(chance, ruling));
      const published = Array.from({ length: 2 }, (_, at) => publish(chance, `chaos-${round}-${at}`));
      await Promise.all([...revised, ...published]);
      const [fresh] = written.slice(-1);
      if (fresh !== undefined && chance.happens(0.5)) await revise(chance, fresh);
    },
  };
};
