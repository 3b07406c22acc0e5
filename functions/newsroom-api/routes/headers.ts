import { createHash } from 'node:crypto';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import type { ApiRequest } from '../../../shared/runtime/api/route.ts';
import type { Idempotency } from '../../../shared/use-cases/publish-ruling.ts';

/** The revision that the caller saw, from `If-Match: "<revision>"`. */
export const seenRevision = ({ headers }: Pick<ApiRequest, 'headers'>): number => {
  const value = headers['if-match'];
  if (value === undefined) throw new Problem('if-match-missing');
  const [, revision] = /^"([1-9]\d{0,8})"$/.exec(value.trim()) ?? [];
  if (revision === undefined) throw fieldProblem('bad-header', 'If-Match', 'is one revision in quotes, such as "1"');
  return Number(revision);
};

/** The caller's `Idempotency-Key`, kept apart from other callers' keys, with a hash of the request it stands for. */
export const idempotencyOf = ({
  headers,
  caller,
  rawBody,
}: Pick<ApiRequest, 'headers' | 'caller' | 'rawBody'>): Idempotency | undefined => {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw fieldProblem('bad-header', 'Idempotency-Key', 'is 1 to 255 printable ASCII characters without spaces');
  return { key: `${caller.actor.id}#${key}`, requestHash: createHash('sha256').update(rawBody).digest('base64url') };
};
