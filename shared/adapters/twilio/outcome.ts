import type { TextSendOutcome } from '../../ports/text-sender.ts';
import { type Answer, ExchangeFailed } from './exchange.ts';

/** An answer outside 2xx. Holds no word of it: Twilio's messages quote the phone number. */
export class NotAccepted extends Error {
  readonly status: number;
  readonly code: number | null;

  constructor(status: number, code: number | null) {
    super(`answered ${status}, code ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** A 2xx without the message in it. */
export class UnreadableAnswer extends Error {}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    // Gateways answer in HTML; what matters then is the status alone.
    return undefined;
  }
};

const codeIn = (body: unknown): number | null =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'number' ? body.code : null;

/** The resource that a 2xx carries. Throws `NotAccepted` on another status, `UnreadableAnswer` on what is no JSON object. */
export const resourceIn = ({ status, body }: Answer): object => {
  const resource = parsed(body);
  if (status < 200 || status > 299) throw new NotAccepted(status, codeIn(resource));
  if (typeof resource !== 'object' || resource === null) throw new UnreadableAnswer();
  return resource;
};

const TOO_MANY_REQUESTS = 20_429;

const outcomeOfStatus = ({ status, code }: NotAccepted): TextSendOutcome => {
  // Twilio never processed it: https://www.twilio.com/docs/api/errors/20429
  if (status === 429 || code === TOO_MANY_REQUESTS) return { kind: 'unsent', reason: 'throttled' };
  if (status >= 500) return { kind: 'unknown', reason: 'server-error' };
  if (status >= 400) return { kind: 'refused', code, status };
  return { kind: 'unknown', reason: 'unreadable' };
};

/** What a failed try proves about the text. Throws what is not a failure of the exchange. */
export const outcomeOfFailure = (failure: unknown): TextSendOutcome => {
  if (failure instanceof NotAccepted) return outcomeOfStatus(failure);
  if (failure instanceof UnreadableAnswer) return { kind: 'unknown', reason: 'unreadable' };
  if (!(failure instanceof ExchangeFailed)) throw failure;
  if (failure.stage !== 'written') return { kind: 'unsent', reason: failure.stage };
  return { kind: 'unknown', reason: failure.timedOut ? 'timeout' : 'reset' };
};
