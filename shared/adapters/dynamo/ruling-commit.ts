import { facetsOf } from '../../domain/facet.ts';
import { farewellsAfter } from '../../domain/farewell.ts';
import { idSchema } from '../../domain/ids.ts';
import { correctedAt } from '../../domain/ruling.ts';
import {
  type CommitOutcome,
  type IdempotentAnswer,
  idempotentAnswerSchema,
  type RememberedAs,
  type RulingCommit,
  type RulingHead,
} from '../../ports/ruling-store.ts';
import {
  counterKey,
  eventKey,
  externalKey,
  facetKey,
  farewellKey,
  headKey,
  idempotencyKey,
  logKey,
  monthKey,
  revisionKey,
  scheduledEntryKey,
  scheduledKey,
  slugKey,
  toEntry,
  translationsKey,
} from './ruling-rows.ts';
import type { Condition, Key } from './table.ts';
import type { TransactionOutcome, Write } from './transaction.ts';

const isNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };
const showOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/**
 * The writes of one commit, by name, under the 100 that a transaction holds: at most 2 × 42 rows in lists, 2 × 3 farewells, a row of
 * its month, and of head, revision, log, event, counter, guards, idempotency and translations those that go together, which are 7. A
 * publish replaces no row in a list, so there is room for what was scheduled.
 */
export const commitWrites = (TableName: string, commit: RulingCommit, sequence: number): Map<string, Write> =>
  rulingWrites(TableName, commit, sequence).set('counter', counterWrite(TableName, sequence, sequence));

/** Moves the counter over the sequences `first` to `last`, if `first` is the next one. */
export const counterWrite = (TableName: string, first: number, last: number): Write => ({
  Update: {
    TableName,
    Key: counterKey,
    UpdateExpression: 'SET lastSequence = :sequence',
    ConditionExpression: first === 1 ? 'attribute_not_exists(pk)' : 'lastSequence = :before',
    ExpressionAttributeValues: { ':sequence': last, ...(first === 1 ? {} : { ':before': first - 1 }) },
    ...showOld,
  },
});

/** The writes of one commit but for the counter. */
export const rulingWrites = (TableName: string, commit: RulingCommit, sequence: number): Map<string, Write> => {
  const { event, revision, previous, idempotency, scheduled } = commit;
  const { content, rulingId } = revision;
  const facets = facetsOf(content);
  const head: RulingHead = {
    id: rulingId,
    revision: revision.revision,
    eventId: event.id,
    sequence,
    status: revision.status,
    slug: content.slug,
    externalId: content.externalId,
    url: content.url,
    language: content.language,
    translationOf: content.translationOf,
    publishedAt: content.publishedAt,
    changedAt: revision.changedAt,
    correctedAt: correctedAt(revision.notes),
    farewells: farewellsAfter(previous?.farewells ?? [], event, content.rating),
    facets,
  };
  const put = (key: Key, row: object, condition?: Condition): Write => ({
    Put: { TableName, Item: { ...row, ...key }, ...condition, ...showOld },
  });
  const writes = new Map<string, Write>();

  if (idempotency) {
    const { requestHash } = idempotency;
    const answer = { requestHash, rulingId, revision: revision.revision, sequence };
    writes.set('idempotency', idempotencyWrite(TableName, idempotency, answer, event.timestamp));
  }
  const unchanged: Condition = previous
    ? { ConditionExpression: 'eventId = :previous', ExpressionAttributeValues: { ':previous': previous.eventId } }
    : isNew;
  writes.set('head', put(headKey(rulingId), head, unchanged));
  writes.set('revision', put(revisionKey(rulingId, revision.revision), { ...revision, sequence }, isNew));
  if (scheduled)
    for (const [name, Key] of [
      ['scheduled', scheduledKey(scheduled.id)],
      ['scheduled entry', scheduledEntryKey(scheduled)],
    ] as const)
      writes.set(name, { Delete: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } });
  if (!previous) {
    writes.set('slug', put(slugKey(content.slug), { rulingId }, isNew));
    if (content.externalId !== null) writes.set('external', put(externalKey(content.externalId), { rulingId }, isNew));
  }
  const entry = toEntry(revision, facets);
  for (const key of listKeys(head)) writes.set(`put ${key.pk}`, put(key, entry));
  for (const farewell of head.farewells) {
    const { at, revision } = farewell;
    writes.set(`farewell ${farewell.rating}`, put(farewellKey(farewell, rulingId), { id: rulingId, at, revision }));
  }
  for (const key of previous ? goneKeys(previous, head) : [])
    writes.set(`delete ${key.pk}`, { Delete: { TableName, Key: key } });
  for (const [name, write] of translationWrites(TableName, commit)) writes.set(name, write);
  writes.set('log', put(logKey(sequence), { ...event, sequence }, isNew));
  writes.set('event', put(eventKey(event.id), { sequence }));
  return writes;
};

/** The write by which an answer is remembered, unless the key has one that stands at `now` (ISO 8601). */
export const idempotencyWrite = (
  TableName: string,
  { key, expiresAt }: RememberedAs,
  answer: IdempotentAnswer,
  now: string,
): Write => ({
  Put: {
    TableName,
    Item: { ...answer, expiresAt: Math.ceil(Date.parse(expiresAt) / 1000), ...idempotencyKey(key) },
    // a row that has expired may still stand for two days before DynamoDB takes it away
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': Math.floor(Date.parse(now) / 1000) },
    ...showOld,
  },
});

/** Where a ruling stands in lists: its facets and all rulings by its last change, corrections by the last of them, and its month. */
const listKeys = ({ id, changedAt, correctedAt, publishedAt, facets }: RulingHead): Key[] => [
  ...['all', ...facets].map((facet) => facetKey(facet, changedAt, id)),
  ...(correctedAt === null ? [] : [facetKey('corrections', correctedAt, id)]),
  monthKey(publishedAt, id),
];

/** Rows that a commit takes away: a row in a list moves when the ruling changes in substance, and goes when the ruling leaves it. */
const goneKeys = (before: RulingHead, after: RulingHead): Key[] => {
  const all = (head: RulingHead) => [
    ...listKeys(head),
    ...head.farewells.map((farewell) => farewellKey(farewell, head.id)),
  ];
  const standing = new Set(all(after).map(({ pk, sk }) => `${pk}|${sk}`));
  return all(before).filter(({ pk, sk }) => !standing.has(`${pk}|${sk}`));
};

/** A translation is linked from what it translates as long as it stands, and says so. */
function* translationWrites(TableName: string, { revision, previous }: RulingCommit): Generator<[string, Write]> {
  const { rulingId: id, content, status } = revision;
  const { url, language } = content;
  const now = status === 'published' ? content.translationOf : null;
  const before = previous?.translationOf ?? null;
  const names = { ExpressionAttributeNames: { '#id': id } };
  if (now !== null)
    yield [
      'translation',
      {
        Update: {
          TableName,
          Key: translationsKey(now),
          UpdateExpression: 'SET #id = :link',
          ...names,
          ExpressionAttributeValues: { ':link': { id, url, language } },
        },
      },
    ];
  if (before !== null && before !== now)
    yield [
      'translation before',
      { Update: { TableName, Key: translationsKey(before), UpdateExpression: 'REMOVE #id', ...names } },
    ];
}

/** What a transaction that did not commit says, the answer that decides most first: an answered key explains every other conflict. */
export const toOutcome = (outcome: TransactionOutcome): CommitOutcome => {
  if (outcome.committed) return { kind: 'committed' };
  const { failed } = outcome;
  const answered = failed.get('idempotency');
  if (answered) return { kind: 'answered', answer: idempotentAnswerSchema.parse(answered) };
  if (failed.has('head') || failed.has('revision')) return { kind: 'changed' };
  if (failed.has('scheduled') || failed.has('scheduled entry')) return { kind: 'called-off' };
  const external = failed.get('external');
  if (external) return { kind: 'external-id-taken', by: idSchema('ruling').parse(external['rulingId']) };
  const slug = failed.get('slug');
  if (slug) return { kind: 'slug-taken', by: idSchema('ruling').parse(slug['rulingId']) };
  return { kind: 'sequence-taken' };
};
