import { claimReview } from './claim-review.ts';
import type { NoticeType, WebhookDelivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import type { RulingEvent } from './event.ts';
import type { EndpointId, EventId, PartnerId } from './ids.ts';
import type { Newsroom } from './newsroom.ts';
import { type Revision, toRuling } from './ruling.ts';
import type { NoticeMessage, RulingMessage } from './webhook-message.ts';
import type { WebhookRuling } from './webhook-ruling.ts';

/** A message without `bodyHtml` stays below this, in UTF-8, where leaving out the long lists can achieve it. */
const maxBytes = 20_000;

/** Lists that a partner can fetch with the ruling; the first to go is the one that readers miss least. */
type Expendable = RulingMessage['data']['omitted'][number];
const expendable: readonly Expendable[] = ['sources', 'related', 'notes', 'summary'];

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

const message = (content: WebhookContent, omitted: readonly Expendable[]): RulingMessage => {
  const { event, livemode } = content;
  const { type, revision, ratingChanged, previousRating } = event;
  const envelope = { id: event.id, type, timestamp: event.timestamp, schemaVersion: '1', livemode } as const;
  const place = placeOf(content);
  const ruling = { ruling: syndicated(content, omitted), omitted: [...omitted] };
  const usage = usageOf(content);
  switch (type) {
    case 'ruling.published': {
      const first = { revision: 1, edit: null, ...sameRating, note: null } as const;
      return { ...envelope, type, data: { ...place, ...first, ...ruling, claimReview: reviewOf(content), usage } };
    }
    case 'ruling.updated': {
      const edit = present(event.edit, 'edit');
      const later = { revision, edit, ratingChanged, previousRating, note: event.note };
      return { ...envelope, type, data: { ...place, ...later, ...ruling, claimReview: reviewOf(content), usage } };
    }
    case 'ruling.corrected': {
      const later = { revision, edit: null, ratingChanged, previousRating, note: present(event.note, 'note') };
      return { ...envelope, type, data: { ...place, ...later, ...ruling, claimReview: reviewOf(content), usage } };
    }
    case 'ruling.retracted': {
      const last = { revision, edit: null, ...sameRating, note: present(event.note, 'note') };
      return { ...envelope, type, data: { ...place, ...last, ...ruling, claimReview: null, usage } };
    }
  }
};

const sameRating = { ratingChanged: false, previousRating: null } as const;

/** What an event of this type always has: only a damaged row is without it. */
const present = <Value>(value: Value | null, what: string): Value => {
  if (value === null) throw new Error(`an event without its ${what}`);
  return value;
};

const placeOf = ({ delivery, event }: WebhookContent) => ({
  sequence: event.sequence,
  previousSequence: delivery.previousSequence,
  supersedes: delivery.supersedes,
  origin: event.origin,
  rulingId: event.rulingId,
});

const reviewOf = ({ revision, newsroom }: WebhookContent) => present(claimReview(revision, newsroom), 'review');

const usageOf = ({ newsroom, revision }: WebhookContent) => ({
  licence: newsroom.usage.licence,
  creditLine: newsroom.usage.creditLine,
  canonicalUrl: revision.content.url,
  editsAllowed: newsroom.usage.editsAllowed,
  imageAllowed: revision.content.image?.syndicable ?? false,
  onRetraction: newsroom.usage.onRetraction,
});

/** A ruling without what is the newsroom's own business, the body unless it is asked for, and an image that may not be used. */
const syndicated = ({ endpoint, revision }: WebhookContent, omitted: readonly Expendable[]): WebhookRuling => {
  const { texts, textBody, externalId, bodyHtml, image, ...ruling } = toRuling(revision);
  const withBody = endpoint.include.includes('body') && revision.status === 'published';
  return {
    ...ruling,
    notes: [...ruling.notes],
    image: image?.syndicable ? { ...image, syndicable: true } : null,
    ...(withBody ? { bodyHtml } : {}),
    ...Object.fromEntries(omitted.map((field) => [field, []])),
  };
};

const notes = {
  'endpoint.test': 'This is a test, and no ruling: answer with a 2xx, nothing else is needed.',
  'endpoint.probe':
    'This asks whether the endpoint still answers, and is no ruling: answer with a 2xx, nothing else is needed.',
} as const satisfies Record<NoticeType, string>;

/** What a notice is about. */
export interface NoticeContent {
  readonly id: EventId;
  readonly type: NoticeType;
  readonly timestamp: string;
  readonly endpointId: EndpointId;
  readonly partnerId: PartnerId;
  readonly livemode: boolean;
}

/** The body of a message that is no ruling, as JSON. */
export const noticeBody = ({ id, type, timestamp, livemode, endpointId, partnerId }: NoticeContent): string => {
  const data = { endpointId, partnerId, note: notes[type] };
  return JSON.stringify({ id, type, timestamp, schemaVersion: '1', livemode, data } satisfies NoticeMessage);
};
