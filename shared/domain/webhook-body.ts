import { claimReview } from './claim-review.ts';
import type { WebhookDelivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { RulingEvent } from './event.ts';
import type { Newsroom } from './newsroom.ts';
import { type Revision, toRuling } from './ruling.ts';

/** A message without `bodyHtml` stays below this, in UTF-8, where leaving out the long lists can achieve it. */
const maxBytes = 20_000;

/** Lists that a partner can fetch with the ruling; the first to go is the one that readers miss least. */
const expendable = ['sources', 'related', 'notes', 'summary'] as const;
type Expendable = (typeof expendable)[number];

export interface WebhookContent {
  readonly endpoint: Pick<Endpoint, 'include'>;
  readonly delivery: Pick<WebhookDelivery, 'previousSequence' | 'supersedes'>;
  readonly event: RulingEvent;
  readonly revision: Revision;
  readonly newsroom: Newsroom;
  /** False in the embedded runtime. */
  readonly livemode: boolean;
}

/**
 * The body of a delivery, as JSON. Its words for display are the editors' own: no field puts a verdict before a headline, which
 * states what is true. `data.omitted` names the fields of the ruling that were emptied to keep the message small.
 */
export const webhookBody = (content: WebhookContent): string => {
  const whole = JSON.stringify(message(content, []));
  if (content.endpoint.include.includes('body')) return whole;
  let body = whole;
  for (let left = 1; Buffer.byteLength(body) >= maxBytes && left <= expendable.length; left += 1)
    body = JSON.stringify(message(content, expendable.slice(0, left)));
  return body;
};

const message = (content: WebhookContent, omitted: readonly Expendable[]) => {
  const { delivery, event, revision, newsroom, livemode } = content;
  return {
    id: event.id,
    type: event.type,
    timestamp: event.timestamp,
    schemaVersion: '1',
    livemode,
    data: {
      sequence: event.sequence,
      previousSequence: delivery.previousSequence,
      supersedes: delivery.supersedes,
      origin: event.origin,
      rulingId: event.rulingId,
      revision: event.revision,
      edit: event.edit,
      ratingChanged: event.ratingChanged,
      previousRating: event.previousRating,
      note: event.note,
      ruling: { ...syndicated(content), ...Object.fromEntries(omitted.map((field) => [field, []])) },
      omitted,
      claimReview: claimReview(revision, newsroom),
      usage: {
        licence: newsroom.usage.licence,
        creditLine: newsroom.usage.creditLine,
        canonicalUrl: revision.content.url,
        editsAllowed: newsroom.usage.editsAllowed,
        imageAllowed: revision.content.image?.syndicable ?? false,
        onRetraction: newsroom.usage.onRetraction,
      },
    },
  };
};

/** A ruling without what is the newsroom's own business, the body unless it is asked for, and an image that may not be used. */
const syndicated = ({ endpoint, revision }: WebhookContent) => {
  const { texts, textBody, externalId, bodyHtml, image, ...ruling } = toRuling(revision);
  const withBody = endpoint.include.includes('body') && revision.status === 'published';
  return { ...ruling, image: image?.syndicable ? image : null, ...(withBody ? { bodyHtml } : {}) };
};
