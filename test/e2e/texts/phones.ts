import { expect } from 'vitest';
import * as z from 'zod';
import type { Dev } from '../../wire-process.ts';
import { signUp } from '../permissions/people.ts';
import { phoneOf } from '../permissions/phones.ts';

const messagesSchema = z.array(z.object({ sid: z.string(), to: z.string(), body: z.string(), status: z.string() }));
/** A text that the simulated Twilio took. */
export type Taken = z.output<typeof messagesSchema>[number];

/** So many phones of an area code, from the given one on. At most a hundred: the others are not kept free for fiction. */
export const phonesOf = (areaCode: number, count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, at) => phoneOf(from + at, areaCode));

/** Takes phones in that want one topic at once, as an operator does who holds their consent. */
export const takeIn = async (dev: Dev, phones: readonly string[], topic: string): Promise<void> => {
  await Promise.all(phones.map((phone) => signUp(dev, 'operator', phone, { topics: [topic] })));
};

/** What Twilio took that has these words in it, in the order in which it did. */
export const takenWith = async ({ twilioUrl }: Dev, words: string): Promise<readonly Taken[]> =>
  messagesSchema
    .parse(await (await fetch(`${twilioUrl}/_sim/messages`)).json())
    .filter(({ body }) => body.includes(words));

/** Whom Twilio took texts with these words for, sorted; whoever got two is in it twice. */
export const reachedBy = async (dev: Dev, words: string): Promise<readonly string[]> =>
  (await takenWith(dev, words)).map(({ to }) => to).toSorted();

/** No phone may have the same words twice. */
export const expectNobodyTwice = async (dev: Dev, words: string): Promise<void> => {
  const taken = await takenWith(dev, words);
  const twice = [...Map.groupBy(taken, ({ to, body }) => `${to} ${body}`)].filter(([, same]) => same.length > 1);
  expect(twice.map(([text]) => text)).toEqual([]);
};
