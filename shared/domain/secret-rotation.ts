import type { Endpoint } from './endpoint.ts';
import { fail, ok, type Result } from './result.ts';

type Secrets = Endpoint['secrets'];

/** A message has a signature for each secret that is live, and a header of some hundred bytes is what receivers take. */
const mostSecrets = 10;

/**
 * Puts a new secret, sealed, first. The one that was current goes on for `overlapMs` from `now` (ms since 1970), or ends at once; those that
 * were to end already end when they were to, and those that have ended are left out. Refused where more than ten would be live.
 */
export const rotate = (
  secrets: Secrets,
  sealed: string,
  now: number,
  overlapMs: number,
): Result<Secrets, 'too-many-secrets'> => {
  const old = secrets
    .map((secret) => ({ ...secret, expiresAt: secret.expiresAt ?? new Date(now + overlapMs).toISOString() }))
    .filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  return old.length < mostSecrets ? ok([{ sealed, expiresAt: null }, ...old]) : fail('too-many-secrets');
};
