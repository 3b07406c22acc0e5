import { API_VERSION, type Message, SENDER } from './message.ts';
import { json, type Reply } from './reply.ts';
import type { State } from './state.ts';
import { messagesIn } from './twiml.ts';
import type { WebhookClient } from './webhook-client.ts';

/** A text that a phone sent us. https://www.twilio.com/docs/messaging/twiml#request-parameters */
const inboundForm = (accountSid: string, message: Message, optOutType: string | undefined): string => {
  const form = new URLSearchParams({ AccountSid: accountSid, ApiVersion: API_VERSION });
  for (const name of ['MessageSid', 'SmsSid', 'SmsMessageSid']) form.append(name, message.sid);
  for (const side of ['From', 'To']) {
    form.append(side, side === 'From' ? message.sender : message.recipient);
    for (const place of ['City', 'State', 'Zip']) form.append(side + place, '');
    form.append(`${side}Country`, 'US');
  }
  form.append('Body', message.body);
  form.append('SmsStatus', 'received');
  form.append('NumMedia', '0');
  form.append('NumSegments', '1');
  if (message.service !== null) form.append('MessagingServiceSid', message.service);
  if (optOutType !== undefined) form.append('OptOutType', optOutType);
  return form.toString();
};

const UNTOLD = {
  media: 0,
  statusCallback: null,
  callbackMode: 'drop',
  ending: 'delivered',
  errorCode: null,
} as const;

export interface Inbound {
  /** A phone texts us: keywords count, the webhook is posted, and what its TwiML says goes back to the phone. */
  receive(from: string, body: string): Promise<Reply>;
  /** Where such texts go. */
  setUrl(url: string): void;
}

export const createInbound = (
  state: State,
  client: WebhookClient,
  accountSid: string,
  replied: (dueAt: number) => void,
): Inbound => {
  let inboundUrl: string | undefined;

  const reply = (to: string, service: string | null, body: string): void => {
    const now = Date.now();
    const place = { sender: SENDER, recipient: to, service, body, dueAt: now };
    state.messages.add({ ...UNTOLD, ...place, direction: 'outbound-reply', status: 'accepted' }, now);
    replied(now);
  };

  /** What the phone said, and what others than we answer. */
  const record = (from: string, body: string): { message: Message; optOutType: string | undefined; twice: boolean } =>
    state.transaction(() => {
      const service = state.messages.sentTo(from).at(-1)?.service ?? null;
      const place = { sender: from, recipient: SENDER, service, body, dueAt: null };
      const message = state.messages.add({ ...UNTOLD, ...place, direction: 'inbound', status: 'received' }, Date.now());
      const { optOutType, answer } = state.optOuts.hear(from, body, state.settings.current());
      if (answer !== undefined) reply(from, service, answer);
      return { message, optOutType, twice: state.faults.take(from, 'inbound') !== undefined };
    });

  const answer = (to: string, service: string | null, twiml: string): void => {
    // Twilio drops replies to who opted out, as it refuses messages to them.
    if (state.optOuts.has(to)) return;
    for (const body of messagesIn(twiml)) reply(to, service, body);
  };

  return {
    receive: async (from, body) => {
      if (inboundUrl === undefined) return json(409, { message: 'no inbound URL is set: start with one, or set it' });
      const { message, optOutType, twice } = record(from, body);
      const form = inboundForm(accountSid, message, optOutType);
      if (twice) await client.post(inboundUrl, form);
      const outcome = await client.post(inboundUrl, form);
      if (outcome.kind !== 'answered')
        return json(502, { message: `the inbound URL did not answer (${outcome.kind})` });
      if (outcome.status > 299) return json(502, { message: `the inbound URL answered ${outcome.status}` });
      answer(from, message.service, outcome.body);
      return { status: 200, body: outcome.body, type: 'text/xml;charset=utf-8' };
    },
    setUrl: (url) => {
      inboundUrl = url;
    },
  };
};
