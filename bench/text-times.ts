import * as z from 'zod';
import type { WireProcess } from '../test/wire-process.ts';

const messagesSchema = z.array(z.object({ body: z.string(), at: z.string() }));
const link = /https:\/\/\S+/;

/** When the simulated Twilio took each text to a phone (ms since 1970), by the link in it. */
export const textTimes = async ({ dev }: WireProcess, phone: string): Promise<Map<string, number>> => {
  const answer = await fetch(`${dev.twilioUrl}/_sim/messages?to=${encodeURIComponent(phone)}`);
  const messages = messagesSchema.parse(await answer.json());
  return new Map(messages.map(({ body, at }) => [link.exec(body)?.[0] ?? '', Date.parse(at)]));
};
