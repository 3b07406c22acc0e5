import { expect } from 'vitest';
import * as z from 'zod';
import type { Phone } from '../../../shared/domain/phone.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';

const messagesSchema = z.array(z.object({ sid: z.string(), body: z.string(), status: z.string() }));

/** What a phone got, by the simulated Twilio. */
export const textsTo = async ({ twilioUrl }: Dev, phone: string) =>
  messagesSchema.parse(await (await fetch(`${twilioUrl}/_sim/messages?${new URLSearchParams({ to: phone })}`)).json());

/** Waits until a phone got a text with these words, and answers it. */
export const textWith = async (dev: Dev, phone: string, words: string): Promise<string> => {
  let found: string | undefined;
  await waitFor(async () => {
    found = (await textsTo(dev, phone)).find(({ body }) => body.includes(words))?.body;
    return found !== undefined;
  });
  return found ?? '';
};

/** Texts us from a phone; answers the TwiML that it is answered with. */
export const say = async ({ twilioUrl }: Dev, from: string, body: string): Promise<string> => {
  const answer = await fetch(`${twilioUrl}/_sim/inbound`, { method: 'POST', body: JSON.stringify({ from, body }) });
  const twiml = await answer.text();
  expect(answer.status, `${body}: ${twiml}`).toBe(200);
  return twiml;
};

export const misbehave = async ({ twilioUrl }: Dev, fault: object): Promise<void> => {
  const answer = await fetch(`${twilioUrl}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(answer.status).toBe(201);
};

/** Numbers that are kept free for fiction, of one area code. */
export const phoneOf = (last: number, areaCode = 212): Phone => `+1${areaCode}55501${String(last).padStart(2, '0')}`;
