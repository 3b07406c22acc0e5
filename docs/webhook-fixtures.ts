import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { sanitizeHtml } from '../shared/adapters/sanitize-html/sanitizer.ts';
import type { NoticeType } from '../shared/domain/delivery.ts';
import { type Id, type IdKind, makeId } from '../shared/domain/ids.ts';
import type { Newsroom } from '../shared/domain/newsroom.ts';
import { firstRevision, nextRevision, type Revise, type Revised } from '../shared/domain/revise.ts';
import { type RulingContent, rulingDraftSchema } from '../shared/domain/ruling.ts';
import { scaleOf } from '../shared/domain/scale-of-rating.ts';
import { noticeBody, type WebhookContent, webhookBody } from '../shared/domain/webhook-body.ts';
import type { MessageType } from '../shared/domain/webhook-message.ts';
import { settle } from '../shared/use-cases/publish-ruling.ts';

const exampleSchema = z.looseObject({ scale: z.string().optional(), rating: z.string() });
const example = exampleSchema.parse(
  JSON.parse(readFileSync(new URL('../examples/ruling.json', import.meta.url), 'utf8')),
);

const publishedAt = '2026-11-20T12:00:00.000Z';

/** An id that looks drawn, and is the same at every run: a generator of Lehmer's, by the minimal standard. */
const fixedId = <Kind extends IdKind>(kind: Kind, at: string, seed: number): Id<Kind> => {
  let state = seed;
  return makeId(kind, Date.parse(at), () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  });
};

/** The example as it is published, and another rating: the newsroom's own, should they be others than the example's. */
const published = (newsroom: Newsroom): { content: RulingContent; otherRating: string } => {
  const scale = scaleOf(newsroom.ratingScales, example.rating);
  const [first, second] = (scale ?? newsroom.ratingScales[0])?.ratings ?? [];
  const input = scale ? example : { ...example, scale: undefined, rating: first?.slug };
  const content = settle({ newsroom, sanitizeHtml }, rulingDraftSchema(newsroom).parse(input), Date.parse(publishedAt));
  const above = scale?.ratings.at(scale.ratings.findIndex(({ slug }) => slug === content.rating) - 1);
  return { content, otherRating: (above ?? second)?.slug ?? content.rating };
};

/** A message of each type, made of `examples/ruling.json` by the code that makes partners' messages; ids and times are fixed. */
export const webhookFixtures = (newsroom: Newsroom): Record<MessageType, unknown> => {
  const { content, otherRating } = published(newsroom);
  const act = (at: string, seed: number) => ({
    ...{ at, eventId: fixedId('event', at, seed) },
    actor: { kind: 'platform', id: 'platform', name: newsroom.name } as const,
  });
  const revise = ({ revision }: Revised, ask: Revise, at: string, seed: number): Revised => {
    const next = nextRevision({ ...revision, sequence: 1 }, ask, act(at, seed), newsroom.ratingScales);
    if (!next.ok) throw new Error(`the example allows no ${ask.kind}: ${next.error.kind}`);
    return next.value;
  };
  const messageOf = ({ revision, event }: Revised, sequence: number, delivery: WebhookContent['delivery']): unknown => {
    const logged = { event: { ...event, sequence }, revision: { ...revision, sequence } };
    return JSON.parse(webhookBody({ endpoint: { include: [] }, delivery, ...logged, newsroom, livemode: true }));
  };

  const first = firstRevision(fixedId('ruling', publishedAt, 1), content, act(publishedAt, 2));
  const update = {
    kind: 'update',
    edit: 'context',
    note: 'The state senate amended the bill after we checked the claim.',
    changes: { checkedAsOf: publishedAt },
  } as const;
  const updated = revise(first, update, '2026-11-21T09:30:00.000Z', 3);
  const correction = {
    kind: 'correction',
    note: 'An earlier version misstated how many fares rise. We have changed the rating.',
    changes: {
      rating: otherRating,
      summary: ['Two fares of seven rise, by 12 percent.', 'The others do not change.'],
    },
    texts: null,
  } satisfies Revise;
  const corrected = revise(updated, correction, '2026-11-22T15:04:05.000Z', 4);
  const retraction = { kind: 'retraction', note: 'We checked another bill of the same name.', texts: null } as const;
  const retracted = revise(corrected, retraction, '2026-11-24T18:20:00.000Z', 5);
  return {
    'ruling.published': messageOf(first, 1039, { previousSequence: 1036, supersedes: [] }),
    'ruling.updated': messageOf(updated, 1040, { previousSequence: 1039, supersedes: [] }),
    // as an endpoint gets it that could not be reached in between
    'ruling.corrected': messageOf(corrected, 1042, { previousSequence: 1040, supersedes: [1040] }),
    'ruling.retracted': messageOf(retracted, 1057, { previousSequence: 1042, supersedes: [] }),
    'endpoint.test': notice('endpoint.test', '2026-11-20T11:45:00.000Z', 6),
    'endpoint.probe': notice('endpoint.probe', '2026-11-27T06:00:00.000Z', 7),
  };
};

const notice = (type: NoticeType, timestamp: string, seed: number): unknown =>
  JSON.parse(
    noticeBody({
      ...{ id: fixedId('event', timestamp, seed), type, timestamp, livemode: true },
      endpointId: fixedId('endpoint', publishedAt, 8),
      partnerId: fixedId('partner', publishedAt, 9),
    }),
  );
