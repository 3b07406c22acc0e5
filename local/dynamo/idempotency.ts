import { createHash } from 'node:crypto';
import type { Level, Operation } from './dynalite.ts';
import type { EngineParts } from './engine-parts.ts';
import { dynamoError } from './errors.ts';
import { tokenKey, tokenTimeKey } from './keys.ts';

/** How long DynamoDB remembers a ClientRequestToken. */
const REMEMBERED_MS = 10 * 60_000;
const timeText = (time: number): string => String(time).padStart(15, '0');

interface Remembered {
  hash: string;
  at: number;
}

export const hashOf = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('hex');

/** Whether this very transaction was committed under its token. Throws IdempotentParameterMismatchException. */
export function wasCommitted(level: Level, token: string, hash: string, now: number): boolean {
  const remembered = level.getSync<Remembered>(tokenKey(token));
  if (!remembered || remembered.at < now - REMEMBERED_MS) return false;
  if (remembered.hash === hash) return true;
  throw dynamoError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request',
  );
}

/** Rows that remember a committed transaction, to be written in its batch. */
export const remembering = (token: string, hash: string, now: number): Operation[] => [
  { type: 'put', key: tokenKey(token), value: { hash, at: now } satisfies Remembered },
  { type: 'put', key: tokenTimeKey(`${timeText(now)}~${token}`), value: token },
];

/** Forgets the tokens whose time is over, holding their locks: one of them may be coming in again just now. */
export async function forgetTokens({
  level,
  withKeys,
  now,
}: Pick<EngineParts, 'level' | 'withKeys' | 'now'>): Promise<void> {
  const over = now() - REMEMBERED_MS;
  const range = { gte: tokenTimeKey(''), lt: tokenTimeKey(timeText(over)), limit: 1000 };
  const times: string[] = [];
  const tokens: string[] = [];
  for await (const [time, token] of level.iterator<string>(range)) {
    times.push(time);
    tokens.push(tokenKey(token));
  }
  if (tokens.length === 0) return;
  await withKeys(tokens, async () => {
    const remembered = await level.getMany<Remembered>(tokens);
    const forgotten = tokens.filter((_, at) => (remembered[at]?.at ?? 0) < over);
    await level.batch([...times, ...forgotten].map((key) => ({ type: 'del', key })));
  });
  if (tokens.length === range.limit) await forgetTokens({ level, withKeys, now });
}
