import type { ExchangeError } from './exchange.ts';

/** 256 bits that nobody can guess: who echoes them has read our question. */
export const makeChallenge = (random: () => number): string =>
  Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256))).toString('base64url');

/** A callback's URL with our parameters behind its own query, which stays as it was written. */
export const askedAt = (callback: string, parameters: Readonly<Record<string, string>>): string => {
  const joint = callback.includes('?') ? (callback.endsWith('?') ? '' : '&') : '?';
  return `${callback}${joint}${new URLSearchParams(parameters)}`;
};

/** What an answer to a question of ours means. Who cannot be reached may be reached later; everything else is a no. */
export type Verdict = 'confirmed' | 'refused' | 'unreachable';

/** Failures that another try cannot mend: they follow from where the callback is, or from what it says. */
const final: readonly ExchangeError[] = ['redirect', 'address-refused'];

/** WebSub, 5.3: only a 2xx whose body is the challenge confirms. */
export const verdictOf = (
  {
    status,
    error,
    body,
  }: { readonly status: number | null; readonly error: ExchangeError | null; readonly body: string },
  challenge: string,
): Verdict => {
  if (error !== null) return final.includes(error) ? 'refused' : 'unreachable';
  if (status === null || status >= 500) return 'unreachable';
  return status >= 200 && status < 300 && body === challenge ? 'confirmed' : 'refused';
};

/** Seconds until a callback that could not be reached is asked again; after the last it is not. */
const waits = [10, 60, 300] as const;
export const nextTryAfter = (tries: number): number | undefined => waits[tries];
