import Domain from 'twilio/lib/base/Domain.js';
import Version from 'twilio/lib/base/Version.js';
import { MessageListInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { TextSender, TextSendOutcome } from '../../ports/text-sender.ts';
import { basicAuthorization, type TwilioAccount } from './account.ts';
import { type Answer, createExchange } from './exchange.ts';
import { outcomeOfFailure, resourceIn, UnreadableAnswer } from './outcome.ts';

export interface TwilioOptions extends TwilioAccount {
  readonly messagingServiceSid: string;
  /** Sockets at most; Twilio's own client stops at 20. Default 50. */
  readonly connections?: number;
  /** For one whole exchange. Default 15 s. */
  readonly timeoutMs?: number;
}

interface TwilioRequest {
  readonly uri: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/**
 * Retries of the callback are asked of Twilio in the URL's fragment: 5, after whatever failure. Its default is one, after
 * a failed connection only (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
const CALLBACK_RETRIES = '#rc=5&rp=all';

const formOf = (data: TwilioRequest['data']): string => {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data)) form.append(name, String(value));
  return form.toString();
};

/** Twilio's CommonJS has `exports.default`: Node hands over all exports, some loaders and bundlers the default alone. */
const defaultOf = <T>(module: { readonly default: T }): T => ('default' in module ? module.default : module);

interface Resources {
  /** A method, so that TypeScript lets it take the `Version` it needs instead of the `V2010` it declares. */
  messages(version: Version.default, accountSid: string): ReturnType<typeof MessageListInstance>;
}
const resources: Resources = { messages: MessageListInstance };

/**
 * Twilio's own message resource over `exchange`. Its client class brings 3.7 MB with it, so the resource is given the
 * one method of a client that it calls; Reflect.construct because the declared type asks for the whole class.
 */
const messageResource = (options: TwilioOptions) => {
  const { baseUrl, accountSid, connections = 50, timeoutMs = 15_000 } = options;
  const exchange = createExchange(new URL(baseUrl), connections, timeoutMs);
  const headers = {
    Authorization: basicAuthorization(options),
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'application/json',
  };
  const client = {
    request: async ({ uri, data }: TwilioRequest): Promise<{ statusCode: number; body: unknown }> => {
      const answer: Answer = await exchange({ method: 'POST', url: uri, headers, body: formOf(data) });
      return { statusCode: answer.status, body: resourceIn(answer) };
    },
  };
  const domain: Domain.default = Reflect.construct(defaultOf(Domain), [client, baseUrl]);
  const VersionOfApi = defaultOf(Version);
  return resources.messages(new VersionOfApi(domain, '2010-04-01'), accountSid);
};

/** Sends through a messaging service of Twilio. Throws only on what is a mistake of ours, never on an answer or its lack. */
export const createTextSender = (options: TwilioOptions): TextSender => {
  const { messagingServiceSid } = options;
  const messages = messageResource(options);
  return {
    async send({ to, body, statusCallback, validitySeconds }): Promise<TextSendOutcome> {
      try {
        const { sid } = await messages.create({
          to,
          body,
          messagingServiceSid,
          ...(statusCallback === null ? {} : { statusCallback: statusCallback + CALLBACK_RETRIES }),
          validityPeriod: validitySeconds,
        });
        if (!/^(SM|MM)[0-9a-f]{32}$/i.test(sid)) throw new UnreadableAnswer();
        return { kind: 'accepted', sid };
      } catch (failure) {
        return outcomeOfFailure(failure);
      }
    },
  };
};
