import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { ratingOf, scaleOf } from '../../../shared/domain/scale-of-rating.ts';
import { type ApiClient, ApiError } from '../api-client.ts';
import type { Draft } from './draft.ts';
import type { KnownClaim } from './memory.ts';

const savedSchema = z.object({ ruling: z.object({ id: z.string() }) });
const standingSchema = z.object({ revision: z.int(), rating: z.string(), status: z.enum(['published', 'retracted']) });

/** What is settled when a ruling is published: a page that changes it changes nothing. */
const settled = new Set(['slug', 'externalId', 'publishedAt', 'texts']);
/** Others may write to the ruling at the same time. */
const maxTries = 3;

export interface Saving {
  readonly api: ApiClient;
  readonly scales: readonly RatingScale[];
  /** Whether phones may hear of it. */
  readonly texts: boolean;
}

/** Publishes a claim that is new on its page; answers the ruling's id. Phones hear of it, if they may, as the newsroom has it. */
export const publishClaim = async ({ api, texts }: Saving, draft: Draft): Promise<string> => {
  const { texts: none, ...open } = draft;
  const path = `/v1/rulings/by-source/${encodeURIComponent(draft.externalId)}`;
  const { ruling } = await api.call('PUT', path, savedSchema, texts ? open : { ...open, texts: none });
  return ruling.id;
};

export type Revised = 'unchanged' | 'updated' | 'corrected';

/**
 * Changes a ruling as its page changed since: only the fields that are other ones there now, so that what the newsroom added in the
 * wire stays. An ordered rating that changes there is an error corrected, which needs `/corrections`; a promise moves on by `status`. One
 * that did not change there, or is the wire's already, says nothing of the wire's. Throws {@link ApiError}.
 */
export const reviseClaim = async (saving: Saving, known: KnownClaim, draft: Draft): Promise<Revised> => {
  const changes = changedFields(known.draft, draft);
  if (Object.keys(changes).length === 0) return 'unchanged';
  if (known.rulingId === null)
    throw new ApiError(404, 'the page changed, and the wire did not say which ruling is its');
  const { api, scales, texts } = saving;
  const path = `/v1/rulings/${known.rulingId}`;
  for (let tries = 1; ; tries += 1) {
    const standing = await api.call('GET', path, standingSchema);
    if (standing.status === 'retracted') throw new ApiError(409, 'the page changed, and its ruling is retracted');
    const isRerated = 'rating' in changes && standing.rating !== draft.rating;
    const { rating: _, scale: __, ...others } = changes;
    if (!isRerated && Object.keys(others).length === 0) return 'unchanged';
    const corrects = isRerated && !isStatus(scales, standing.rating, draft.rating);
    const body = corrects
      ? { note: noteOf(scales, standing.rating, draft), changes, ...(texts ? {} : { texts: 'none' }) }
      : isRerated
        ? { edit: 'status', changes }
        : { edit: 'update', changes: others };
    try {
      const headers = { 'if-match': `"${standing.revision}"` };
      await api.call('POST', `${path}/${corrects ? 'corrections' : 'updates'}`, savedSchema, body, headers);
      return corrects ? 'corrected' : 'updated';
    } catch (error) {
      const stale = error instanceof ApiError && error.status === 412;
      if (!stale || tries === maxTries) throw error;
    }
  }
};

const changedFields = (before: KnownClaim['draft'], after: Draft): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !settled.has(name) && !isDeepStrictEqual(before[name], value)),
  );

const isStatus = (scales: readonly RatingScale[], from: string, to: string): boolean => {
  const scale = scaleOf(scales, from);
  return scale?.kind === 'status' && scale === scaleOf(scales, to);
};

const noteOf = (scales: readonly RatingScale[], from: string, { rating: to, url }: Draft): string => {
  const label = (slug: string) => ratingOf(scales, slug)?.label ?? slug;
  return `The rating on ${url} was changed from “${label(from)}” to “${label(to)}”.`;
};
