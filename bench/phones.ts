import * as z from 'zod';
import { createApiClient } from '../local/cli/api-client.ts';
import type { WireProcess } from '../test/wire-process.ts';
import { sampleRuling } from './sample-ruling.ts';

/** As many texts a day as the newsroom lets one phone get. */
const rulingsAPhone = 6;
const phonesAnAreaCode = 90;

const lotOf = (number: number): number => Math.floor(number / rulingsAPhone);
const topicOf = (lot: number): string => `lot-${lot}`;
/** Of numbers that are kept for fiction; those of the sample newsroom end otherwise. */
const phoneOf = (lot: number): string =>
  `+1${212 + Math.floor(lot / phonesAnAreaCode)}55501${10 + (lot % phonesAnAreaCode)}`;

/** A ruling that one phone gets, beside those that want everything. */
export const rulingForAPhone = (number: number) => ({ ...sampleRuling(number), topics: [topicOf(lotOf(number))] });

/** Signs up a phone for each six of so many rulings. */
export const signUpPhones = async ({ dev }: WireProcess, rulings: number): Promise<void> => {
  const api = createApiClient(dev.baseUrl, dev.keys.operator);
  const consent = { textVersion: '2026-11', adult: true };
  for (let lot = 0; lot <= lotOf(rulings - 1); lot += 1) {
    const subscriber = { phone: phoneOf(lot), topics: [topicOf(lot)], frequency: 'immediate', consent };
    await api.call('POST', '/v1/subscribers', z.unknown(), subscriber);
  }
};

const messagesSchema = z.array(z.object({ body: z.string(), at: z.string() }));

/** When the simulated Twilio took the text of a ruling (ms since 1970). Throws where it did not. */
export const textTime = async ({ dev }: WireProcess, number: number): Promise<number> => {
  const phone = phoneOf(lotOf(number));
  const answer = await fetch(`${dev.twilioUrl}/_sim/messages?${new URLSearchParams({ to: phone })}`);
  const { headline } = sampleRuling(number);
  const text = messagesSchema.parse(await answer.json()).find(({ body }) => body.includes(headline));
  if (text === undefined) throw new Error(`the text of ruling ${number} did not arrive`);
  return Date.parse(text.at);
};
