import type { CallbackStore } from './callback-store.ts';
import type { Database } from './database.ts';
import { API_VERSION, isChosen, type Message, type MessageStatus } from './message.ts';
import type { MessageStore } from './message-store.ts';

const CARRIED = ['queued', 'sending', 'sent'] as const;
const WAYS: Readonly<Record<Message['ending'], readonly MessageStatus[]>> = {
  delivered: [...CARRIED, 'delivered'],
  undelivered: [...CARRIED, 'undelivered'],
  failed: ['queued', 'failed'],
};

/** Codes given before a carrier sees the message: queue overflow, suspended account, unregistered sender, daily limits. */
const FAILED_BEFORE_CARRIER = [30_001, 30_002, 30_010, 30_022, 30_023, 30_027, 63_038];

export const endingOf = (errorCode: number | null): Message['ending'] => {
  if (errorCode === null) return 'delivered';
  return FAILED_BEFORE_CARRIER.includes(errorCode) ? 'failed' : 'undelivered';
};

/** The form that tells of this status. https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
const callbackForm = (accountSid: string, message: Message, now: number): string => {
  const { sid, status, recipient, sender, service, errorCode, ending } = message;
  const form = new URLSearchParams({ AccountSid: accountSid, ApiVersion: API_VERSION, To: recipient });
  if (isChosen(message)) form.append('From', sender);
  if (service !== null) form.append('MessagingServiceSid', service);
  for (const prefix of ['Message', 'Sms']) {
    form.append(`${prefix}Sid`, sid);
    form.append(`${prefix}Status`, status);
  }
  if (status === ending && errorCode !== null) form.append('ErrorCode', String(errorCode));
  // The carrier's own time of its receipt, yyMMddHHmm; Twilio has added it without notice.
  if (status === 'delivered')
    form.append('RawDlrDoneDate', new Date(now).toISOString().replace(/\D/g, '').slice(2, 12));
  return form.toString();
};

/** Messages to move in one transaction, so that a burst leaves the event loop room to answer. */
const BATCH = 200;

/** Brings every due message one status further and owes its callback, in one transaction; tells when the next is due. */
export const createProgress = (
  { transaction }: Database,
  messages: MessageStore,
  callbacks: CallbackStore,
  { accountSid, stepMs }: { readonly accountSid: string; readonly stepMs: number },
) => {
  const tell = (message: Message, way: readonly MessageStatus[], now: number): void => {
    const { statusCallback, callbackMode, status, ending } = message;
    if (statusCallback === null || callbackMode === 'drop') return;
    const owe = (told: MessageStatus, at: number): void =>
      callbacks.owe(statusCallback, callbackForm(accountSid, { ...message, status: told }, now), at);
    if (callbackMode !== 'reorder') owe(status, now);
    if (callbackMode === 'repeat') owe(status, now + stepMs);
    if (callbackMode === 'reorder' && status === ending) {
      way.toReversed().forEach((told, index) => {
        owe(told, now + index * stepMs);
      });
    }
  };

  const step = (message: Message, now: number): void => {
    const way = WAYS[message.ending];
    const status = way[way.indexOf(message.status) + 1];
    if (status === undefined) return;
    messages.move(message.seq, status, now, status === message.ending ? null : now + stepMs);
    tell({ ...message, status }, way, now);
  };

  return (): number | undefined => {
    const now = Date.now();
    const due = messages.due(now, BATCH);
    if (due.length > 0) {
      transaction(() => {
        for (const message of due) step(message, now);
      });
    }
    return messages.nextDue();
  };
};
