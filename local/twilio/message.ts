import { createRequire } from 'node:module';
import * as z from 'zod';

export const messageSchema = z.object({
  seq: z.int(),
  sid: z.string(),
  direction: z.enum(['outbound-api', 'outbound-reply', 'inbound']),
  recipient: z.string(),
  sender: z.string(),
  service: z.string().nullable(),
  body: z.string(),
  media: z.int(),
  statusCallback: z.string().nullable(),
  callbackMode: z.enum(['send', 'drop', 'repeat', 'reorder']),
  ending: z.enum(['delivered', 'undelivered', 'failed']),
  errorCode: z.int().nullable(),
  status: z.enum([
    ...['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'received'],
  ] as const),
  createdAt: z.int(),
  updatedAt: z.int(),
  sentAt: z.int().nullable(),
  dueAt: z.int().nullable(),
});
export type Message = z.output<typeof messageSchema>;
export type MessageStatus = Message['status'];

export const API_VERSION = '2010-04-01';

/** Who sends: the only number of every messaging service here (Twilio's own valid test sender). */
export const SENDER = '+15005550006';

/** A number is chosen from the service's pool, and segments are counted, when the message is queued. */
export const isChosen = ({ status, service }: Message): boolean =>
  service === null || (status !== 'accepted' && status !== 'scheduled');

const require = createRequire(import.meta.url);
const counted = new Map<string, number>();

/** Segments of a body. Counting takes half a millisecond, so only what is looked at is counted, and 1,000 are kept. */
const segmentsOf = (body: string): number => {
  const known = counted.get(body);
  if (known !== undefined) return known;
  const { SegmentedMessage }: typeof import('sms-segments-calculator') = require('sms-segments-calculator');
  const { segmentsCount } = new SegmentedMessage(body, 'auto');
  if (counted.size >= 1_000) counted.clear();
  counted.set(body, segmentsCount);
  return segmentsCount;
};

const ERROR_MESSAGES: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
};

const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');

/** The Message resource as Twilio's JSON has it; an error shows once the message came to its end. */
export const messageResource = (accountSid: string, message: Message) => {
  const uri = `/${API_VERSION}/Accounts/${accountSid}/Messages/${message.sid}`;
  const ended = message.status === message.ending;
  return {
    account_sid: accountSid,
    api_version: API_VERSION,
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: ended ? message.errorCode : null,
    error_message:
      ended && message.errorCode !== null ? (ERROR_MESSAGES[message.errorCode] ?? 'Delivery failed') : null,
    from: isChosen(message) ? message.sender : null,
    messaging_service_sid: message.service,
    num_media: String(message.media),
    num_segments: isChosen(message) ? String(segmentsOf(message.body)) : '0',
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.recipient,
    uri: `${uri}.json`,
  };
};
