import * as z from 'zod';
import type { SentText, SentTexts } from '../../ports/text-sender.ts';
import { basicAuthorization, type TwilioAccount } from './account.ts';
import { createExchange } from './exchange.ts';
import { resourceIn } from './outcome.ts';

interface SentTextsOptions extends TwilioAccount {
  /** For one whole exchange. Default 15 s. */
  readonly timeoutMs?: number;
}

/** Twilio did not say what it sent. Its message holds no word of the question: the URL carries the phone number. */
export class SentTextsUnknown extends Error {
  constructor(cause: unknown) {
    super('Twilio did not list the texts to a phone', { cause });
    this.name = 'SentTextsUnknown';
  }
}

const mostTexts = 50;
/** A text of 1,600 characters is 10 kB of JSON when each is written `\\u00e1`; 50 of them are half of this. */
const maxCharacters = 1_048_576;

const pageSchema = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      status: z.string(),
      error_code: z.int().nullish(),
      body: z.string().nullish(),
      /** `Tue, 24 Nov 2026 18:00:00 +0000` */
      date_created: z
        .string()
        .transform((date) => Date.parse(date))
        .pipe(z.int()),
    }),
  ),
});

/**
 * The messages resource, asked by recipient alone. Its filter `DateSent` would hide what Twilio took and has not sent yet, or
 * never will: those have no such date, and on a slow sender they wait in its queue for hours. The newest come first, so one
 * page holds the 50 that are asked for. Each call is one try.
 */
export const createSentTexts = (options: SentTextsOptions): SentTexts => {
  const { baseUrl, accountSid, timeoutMs = 15_000 } = options;
  const exchange = createExchange(new URL(baseUrl), 10, timeoutMs, maxCharacters);
  const headers = { Authorization: basicAuthorization(options), Accept: 'application/json' };

  const list = async (phone: string): Promise<SentText[]> => {
    const query = new URLSearchParams({ To: phone, PageSize: String(mostTexts) });
    const url = `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json?${query}`;
    const answer = await exchange({ method: 'GET', url, headers, body: '' });
    return pageSchema.parse(resourceIn(answer)).messages.map(({ sid, status, error_code, body, date_created }) => ({
      sid,
      status,
      code: error_code ?? null,
      body: body ?? '',
      createdAt: date_created,
    }));
  };

  return {
    async to(phone, since) {
      try {
        const texts = await list(phone);
        // Twilio tells whole seconds: what was made within the second of `since` may have been made after it
        return texts.filter(({ createdAt }) => createdAt >= Math.floor(since / 1_000) * 1_000);
      } catch (cause) {
        throw new SentTextsUnknown(cause);
      }
    },
  };
};
