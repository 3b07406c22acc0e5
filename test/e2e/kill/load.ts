import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { Dev } from '../../wire-process.ts';

const answerSchema = z.object({ ruling: z.object({ id: z.string(), revision: z.number() }) });

/** What the wire said that it has: rulings by id, each with the newest revision that was acknowledged. */
export type Acknowledged = Map<string, { readonly slug: string; readonly revision: number }>;

export const topicOf = (round: number): string => `round-${round}`;

const draft = (slug: string, topic: string) => ({
  slug,
  url: `https://newsroom.example/rulings/${slug}.`,
  headline: `No, measure ${slug} does not close the harbor`,
  claim: { text: 'It closes the harbor.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
  rating: 'false',
  topics: [topic],
});

/** Answers with the ruling when the wire acknowledged; `undefined` when it refused, was busy, or was killed while we asked. */
const ask = async (dev: Dev, path: string, headers: Record<string, string>, body: unknown) => {
  try {
    const response = await fetch(`${dev.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${dev.keys.newsroom}`, ...headers },
      body: JSON.stringify(body),
    });
    return response.ok ? answerSchema.parse(await response.json()).ruling : undefined;
  } catch {
    return undefined;
  }
};

/** One writer: publishes again and again, and corrects every third ruling, until it is told to stop. */
export const write = async (
  dev: Dev,
  { round, writer, stopped }: { round: number; writer: number; stopped: () => boolean },
  acknowledged: Acknowledged,
): Promise<void> => {
  for (let number = 0; !stopped(); number++) {
    const slug = `kill-${round}-${writer}-${number}`;
    const key = { 'idempotency-key': slug };
    const ruling = await ask(dev, '/v1/rulings', key, draft(slug, topicOf(round)));
    if (ruling) acknowledged.set(ruling.id, { slug, revision: 1 });
    if (ruling && number % 3 === 0) {
      const correction = { note: 'The claim was right in part.', changes: { rating: 'half-true' } };
      const path = `/v1/rulings/${ruling.id}/corrections`;
      const corrected = await ask(dev, path, { 'if-match': '"1"' }, correction);
      if (corrected) acknowledged.set(ruling.id, { slug, revision: corrected.revision });
    }
    await setTimeout(20);
  }
};
