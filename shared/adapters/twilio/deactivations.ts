import type { IncomingMessage } from 'node:http';
import { type Deactivations, NoDeactivationsYet } from '../../ports/deactivations.ts';
import { basicAuthorization, type TwilioAccount } from './account.ts';
import { deactivatedNumbers } from './deactivation-lines.ts';
import { download } from './download.ts';

interface DeactivationsOptions extends Pick<TwilioAccount, 'apiKeySid' | 'apiKeySecret'> {
  /** `https://messaging.twilio.com`, or a server that speaks its API. */
  readonly baseUrl: string;
  /** So long nothing may move. Default 15 s. */
  readonly idleMs?: number;
}

/** A list could not be read. Its message holds no URL: the one of the file is a key to it for two minutes. */
export class DeactivationsUnavailable extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options);
    this.name = 'DeactivationsUnavailable';
  }
}

/** Twilio's answer leads to a file, which its documentation calls a URL that redirects: once more, and once to spare. */
const mostRedirects = 3;
const redirects: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/** Where an answer leads: only over TLS, or to the server that was asked. */
const targetOf = ({ headers: { location } }: IncomingMessage, asked: URL, base: URL): URL => {
  if (location === undefined || !URL.canParse(location, asked.href))
    throw new DeactivationsUnavailable('the list is said to be elsewhere, and not where');
  const target = new URL(location, asked);
  if (target.protocol !== 'https:' && target.origin !== base.origin)
    throw new DeactivationsUnavailable('the list is said to be where nothing is encrypted');
  return target;
};

/**
 * The Deactivations resource: it answers 307 and leads to a text file
 * (https://www.twilio.com/docs/messaging/api/deactivations-resource). The API key goes to Twilio alone, not to where it leads.
 * Throws NoDeactivationsYet, DeactivationsUnavailable, or, after the last number, UnreadableDeactivations.
 */
export const createDeactivations = (options: DeactivationsOptions): Deactivations => {
  const { baseUrl, idleMs = 15_000 } = options;
  const base = new URL(baseUrl);

  const open = async (day: string): Promise<IncomingMessage> => {
    let url = new URL(`/v1/Deactivations?${new URLSearchParams({ Date: day })}`, base);
    let headers: Readonly<Record<string, string>> = {
      Authorization: basicAuthorization(options),
      Accept: 'application/json',
    };
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const answer = await download(url, headers, idleMs);
      // what Twilio answers itself is about the list, and never the list
      if (answer.statusCode === 200 && hops > 0) return answer;
      answer.destroy();
      if (answer.statusCode === 404 && hops === 0) throw new NoDeactivationsYet(day);
      if (!redirects.includes(answer.statusCode))
        throw new DeactivationsUnavailable(`answered ${answer.statusCode} after ${hops} redirects`);
      url = targetOf(answer, url, base);
      headers = {};
    }
    throw new DeactivationsUnavailable(`redirected more than ${mostRedirects} times`);
  };

  const pieces = async function* (file: IncomingMessage): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const piece of file) yield Buffer.from(piece);
    } catch (cause) {
      throw new DeactivationsUnavailable('the list broke off', { cause });
    }
  };

  return {
    async *of(day) {
      const file = await open(day).catch((cause: unknown) => {
        if (cause instanceof NoDeactivationsYet || cause instanceof DeactivationsUnavailable) throw cause;
        throw new DeactivationsUnavailable('the list could not be asked for', { cause });
      });
      yield* deactivatedNumbers(pieces(file));
    },
  };
};
