import { ApiError, badParameter, codeOfStatus } from './api-error.ts';
import { checkParameters } from './create-parameters.ts';
import type { Fault } from './faults.ts';
import { type Message, SENDER } from './message.ts';
import type { NewMessage } from './message-store.ts';
import { endingOf } from './progress.ts';
import type { State } from './state.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const required = (form: URLSearchParams, name: string, code: number, message: string): string => {
  const value = form.get(name);
  if (value === null || value === '') throw new ApiError(400, code, message);
  return value;
};

const senderOf = (form: URLSearchParams): string => {
  const from = form.get('From');
  if (from === null && !form.has('MessagingServiceSid')) throw new ApiError(400, 21603, "A 'From' number is required.");
  if (from !== null && from !== SENDER) {
    throw new ApiError(400, 21606, `The 'From' number ${from} is not a number of this account.`);
  }
  return SENDER;
};

/** When a scheduled message goes out; null: at once. */
const scheduledAt = (form: URLSearchParams, now: number): number | null => {
  const sendAt = form.get('SendAt');
  if (form.get('ScheduleType') === null) {
    if (sendAt !== null) throw badParameter("Parameter 'SendAt' needs 'ScheduleType'");
    return null;
  }
  if (!form.has('MessagingServiceSid')) throw new ApiError(400, 35118, "'MessagingServiceSid' is required to schedule");
  if (sendAt === null) throw new ApiError(400, 35111, "'SendAt' is required to schedule");
  const at = Date.parse(sendAt);
  if (!(at >= now + 5 * MINUTE && at <= now + 35 * DAY)) {
    throw new ApiError(400, 35114, "'SendAt' must lie between 300 seconds and 35 days in the future");
  }
  return at;
};

/** The message that a form asks for, or Twilio's refusal of it, thrown. */
const draftOf = (form: URLSearchParams, now: number): NewMessage => {
  checkParameters(form);
  const recipient = required(form, 'To', 21604, "A 'To' phone number is required.");
  const sender = senderOf(form);
  if (recipient === sender) throw new ApiError(400, 21266, "'To' and 'From' number cannot be the same");
  if (form.has('ContentSid')) throw new ApiError(400, 21655, 'The ContentSid is invalid: there are no templates here');
  const media = form.getAll('MediaUrl').length;
  if (media === 0) required(form, 'Body', 21602, 'Message body is required.');
  const sendAt = scheduledAt(form, now);
  return {
    direction: 'outbound-api',
    recipient,
    sender,
    service: form.get('MessagingServiceSid'),
    body: form.get('Body') ?? '',
    media,
    statusCallback: form.get('StatusCallback'),
    callbackMode: 'send',
    ending: 'delivered',
    errorCode: null,
    status: sendAt === null ? 'accepted' : 'scheduled',
    dueAt: sendAt,
  };
};

interface Created {
  readonly message: Message;
  readonly fault: Fault | undefined;
}

/**
 * Accepts a message, durably, before it returns. Throws `ApiError` where Twilio refuses it; `refused` is called with the
 * fault that asked for a refusal, which is used up then. What is wrong, or opted out, uses no fault up.
 */
export const createMessage = (state: State, form: URLSearchParams, stepMs: number): Created | { refused: Fault } => {
  const now = Date.now();
  const draft = draftOf(form, now);
  return state.transaction(() => {
    if (state.optOuts.has(draft.recipient)) throw new ApiError(400, 21610, 'Attempt to send to unsubscribed recipient');
    const fault = state.faults.take(draft.recipient, 'outbound');
    if (fault?.status !== undefined) return { refused: fault };
    const errorCode = fault?.code ?? null;
    const callbackMode = fault?.callbacks ?? 'send';
    const dueAt = draft.dueAt ?? now + stepMs;
    const message = state.messages.add({ ...draft, callbackMode, errorCode, ending: endingOf(errorCode), dueAt }, now);
    return { message, fault };
  });
};

/** The refusal that a fault asked for. */
export const refusalOf = ({ status = 500, code = codeOfStatus(status) }: Fault): ApiError =>
  new ApiError(status, code, status === 429 ? 'Too Many Requests' : 'The simulation was told to answer this.');
