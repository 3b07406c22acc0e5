/** What an endpoint was owed, and the log, as the API answers them. */
import type { Request } from 'playwright-core';
import type { WebhookDelivery } from '../../../../shared/domain/delivery.ts';
import type { RulingEvent } from '../../../../shared/domain/event.ts';
import { webhookBody } from '../../../../shared/domain/webhook-body.ts';
import { toDeliveryView } from '../../../../shared/use-cases/show-deliveries.ts';
import { attempt, delivery, eventId, noon, rulingId } from '../../../samples/delivering.ts';
import { newsroom, revision } from '../../../samples/revision.ts';

/** A delivery of the event with this number, arrived unless it differs; each of a fact-check of its own. */
export const owed = (sequence: number, differs: Partial<WebhookDelivery> = {}) =>
  toDeliveryView(
    delivery({
      ...{ sequence, rulingId: rulingId(sequence), state: 'delivered', nextAttemptAt: null },
      attempts: [attempt({ status: 204 })],
      ...differs,
    }),
  );

/** The message of the event with this number, as it is pulled. */
export const pulled = (sequence: number, headline: string, at = noon): object => {
  const event: RulingEvent = {
    ...{ id: eventId(sequence), type: 'ruling.published', timestamp: at, sequence, rulingId: rulingId(sequence) },
    ...{ revision: 1, origin: 'newsroom', edit: null, ratingChanged: false, previousRating: null, note: null },
    ...{ texts: 'none', facets: [], months: [], actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' } },
  };
  const place = { previousSequence: sequence - 1, supersedes: [] };
  const content = { endpoint: { include: [] }, delivery: place, event, newsroom, livemode: false };
  return JSON.parse(webhookBody({ ...content, revision: revision({ content: { headline } }) }));
};

/** Answers `GET /v1/events` from a log of so many, of whose rulings the partner has acknowledged these, by the numbers of their events. */
export const logOf =
  (
    count: number,
    headline = (sequence: number) => `No, measure ${sequence} closes nothing`,
    acknowledged: Readonly<Record<number, number>> = {},
  ) =>
  (request: Request) => {
    const query = new URL(request.url()).searchParams;
    const after = Number(query.get('after'));
    const last = Math.min(count, after + Number(query.get('limit')));
    const items = Array.from({ length: Math.max(0, last - after) }, (_, at) => after + 1 + at).map((sequence) => ({
      ...pulled(sequence, headline(sequence)),
      ...(query.get('include') === 'acknowledgedRevision'
        ? { acknowledgedRevision: acknowledged[sequence] ?? null }
        : {}),
    }));
    return { body: { items, nextCursor: last < count ? String(last) : null } };
  };

/** Answers an endpoint's deliveries from so many, newest first, of the state that `at` says. */
export const deliveriesOf =
  (count: number, at: (sequence: number) => ReturnType<typeof owed> = (sequence) => owed(sequence)) =>
  (request: Request) => {
    const query = new URL(request.url()).searchParams;
    const newest = Number(query.get('cursor') ?? count + 1) - 1;
    const oldest = Math.max(1, newest - Number(query.get('limit')) + 1);
    const items = Array.from({ length: newest - oldest + 1 }, (_, back) => at(newest - back));
    return { body: { items, nextCursor: oldest > 1 ? String(oldest) : null } };
  };
