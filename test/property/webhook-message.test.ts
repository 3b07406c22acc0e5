import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edits, eventTypes } from '../../shared/domain/event.ts';
import { firstRevision, nextRevision, type Revise, type Revised } from '../../shared/domain/revise.ts';
import type { RulingChanges, RulingDraft } from '../../shared/domain/ruling.ts';
import { type WebhookContent, webhookBody } from '../../shared/domain/webhook-body.ts';
import { webhookMessageSchemas } from '../../shared/domain/webhook-message.ts';
import { settle } from '../../shared/use-cases/publish-ruling.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';
import { anyDraft, anyRating } from '../samples/any-draft.ts';
import { nastyText } from '../samples/nasty-text.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { publishedSchema } from '../samples/published-schema.ts';
import { newsroom } from '../samples/revision.ts';

const schemas = new Map(eventTypes.map((type) => [type, publishedSchema(type)]));

const changesOf = ({ slug, externalId, publishedAt, texts, ...changes }: RulingDraft): RulingChanges => changes;
const changes = fc.oneof(
  anyDraft.map(changesOf),
  fc.record({ rating: anyRating }),
  fc.constant({}),
  fc.record({ summary: fc.constant(Array.from({ length: 20 }, () => 'x'.repeat(500))) }),
  fc.record({
    sources: fc.nat({ max: 150 }).map((count) =>
      Array.from({ length: count }, (_, number) => ({
        ...{ outlet: null, title: 'A'.repeat(200), url: `https://senate.example/${number}` },
        ...{ archiveUrl: null, publishedOn: null },
      })),
    ),
  }),
);
const ask: fc.Arbitrary<Revise> = fc.oneof(
  fc.record({
    kind: fc.constant('update'),
    edit: fc.constantFrom(...edits),
    note: fc.option(nastyText),
    changes,
  }),
  fc.record({ kind: fc.constant('correction'), note: nastyText, changes, texts: fc.constant(null) }),
  fc.record({ kind: fc.constant('retraction'), note: nastyText, texts: fc.constant(null) }),
);

/** How a message goes out. */
const going = fc.record({
  endpoint: fc.record({ include: fc.subarray(['body'] as const) }),
  delivery: fc.record({
    previousSequence: fc.option(fc.integer({ min: 1 })),
    supersedes: fc.array(fc.integer({ min: 1 }), { maxLength: 3 }),
  }),
  livemode: fc.boolean(),
});
const lives = fc.record({
  draft: anyDraft,
  origin: fc.constantFrom('newsroom', 'import'),
  asks: fc.array(ask, { maxLength: 4 }),
  going,
});

const now = Date.parse('2026-11-20T12:00:00.000Z');
const actAt = (step: number) => ({
  eventId: 'evt_01JD4Z00000000000000000002' as const,
  at: new Date(now + step).toISOString(),
  actor: editor,
});

/** A ruling's revisions with their events; what the newsroom refuses does not happen. */
const revisionsOf = (draft: RulingDraft, origin: 'newsroom' | 'import', asks: readonly Revise[]): Revised[] => {
  const content = settle({ newsroom, sanitizeHtml: trustingSanitizer }, draft, now);
  let last = firstRevision('rul_01JD4Z00000000000000000001', content, actAt(0), origin);
  const all = [last];
  for (const [step, each] of asks.entries()) {
    const next = nextRevision({ ...last.revision, sequence: 1 }, each, actAt(step + 1), newsroom.ratingScales);
    if (!next.ok) continue;
    last = next.value;
    all.push(last);
  }
  return all;
};

const messageOf = (
  { event, revision }: Revised,
  sequence: number,
  how: Omit<WebhookContent, 'newsroom' | 'event' | 'revision'>,
) => JSON.parse(webhookBody({ ...how, event: { ...event, sequence }, revision: { ...revision, sequence }, newsroom }));

test('whatever is published, edited, corrected and retracted: its message is as the published schema says', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(lives, ({ draft, origin, asks, going: how }) => {
      for (const [at, revised] of revisionsOf(draft, origin, asks).entries()) {
        const body = messageOf(revised, at + 1, how);
        const valid = schemas.get(revised.event.type);
        expect(valid?.(body), JSON.stringify(valid?.errors)).toBe(true);
        // nothing goes out that is not described
        expect(webhookMessageSchemas[revised.event.type].parse(body)).toEqual(body);
        met.add(body.type);
        if (body.data.omitted.length > 0) met.add('too long');
        if (body.data.ruling.bodyHtml !== undefined) met.add('body');
      }
    }),
    { numRuns: 300 },
  );
  expect([...met].sort()).toEqual([...eventTypes, 'body', 'too long'].sort());
});
