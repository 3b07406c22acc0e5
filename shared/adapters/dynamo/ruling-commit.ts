import { facetsOf } from '../../domain/facet.ts';
import { idSchema } from '../../domain/ids.ts';
import {
  type CommitOutcome,
  idempotentAnswerSchema,
  type RulingCommit,
  type RulingHead,
} from '../../ports/ruling-store.ts';
import {
  counterKey,
  externalKey,
  facetKey,
  headKey,
  idempotencyKey,
  logKey,
  revisionKey,
  slugKey,
  toEntry,
} from './ruling-rows.ts';
import type { Condition, Key } from './table.ts';
import type { TransactionOutcome, Write } from './transaction.ts';

const isNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };
const showOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** The writes of one commit, by name: at most 2 × 41 facet rows and 7 others, under the 100 that a transaction holds. */
export const commitWrites = (TableName: string, commit: RulingCommit, sequence: number): Map<string, Write> => {
  const { event, revision, previous, idempotency } = commit;
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
    changedAt: revision.changedAt,
    facets,
  };
  const put = (key: Key, row: object, condition?: Condition): Write => ({
    Put: { TableName, Item: { ...row, ...key }, ...condition, ...showOld },
  });
  const writes = new Map<string, Write>();

  if (idempotency) {
    const { key, requestHash, expiresAt } = idempotency;
    const answer = { requestHash, rulingId, revision: revision.revision, sequence };
    const expiry = { expiresAt: Math.ceil(Date.parse(expiresAt) / 1000) };
    writes.set(
      'idempotency',
      // a row that has expired may still stand for two days before DynamoDB takes it away
      put(
        idempotencyKey(key),
        { ...answer, ...expiry },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
          ExpressionAttributeValues: { ':now': Math.floor(Date.parse(event.timestamp) / 1000) },
        },
      ),
    );
  }
  const unchanged: Condition = previous
    ? { ConditionExpression: 'eventId = :previous', ExpressionAttributeValues: { ':previous': previous.eventId } }
    : isNew;
  writes.set('head', put(headKey(rulingId), head, unchanged));
  writes.set('revision', put(revisionKey(rulingId, revision.revision), { ...revision, sequence }, isNew));
  if (!previous) {
    writes.set('slug', put(slugKey(content.slug), { rulingId }, isNew));
    if (content.externalId !== null) writes.set('external', put(externalKey(content.externalId), { rulingId }, isNew));
  }
  for (const [name, write] of facetWrites(TableName, commit, facets)) writes.set(name, write);
  writes.set('log', put(logKey(sequence), { ...event, sequence }, isNew));
  writes.set('counter', {
    Update: {
      TableName,
      Key: counterKey,
      UpdateExpression: 'SET lastSequence = :sequence',
      ConditionExpression: sequence === 1 ? 'attribute_not_exists(pk)' : 'lastSequence = :before',
      ExpressionAttributeValues: { ':sequence': sequence, ...(sequence === 1 ? {} : { ':before': sequence - 1 }) },
      ...showOld,
    },
  });
  return writes;
};

/** A facet row moves when the ruling changes in substance, goes when the ruling leaves the facet, and is rewritten otherwise. */
function* facetWrites(
  TableName: string,
  { revision, previous }: RulingCommit,
  facets: readonly string[],
): Generator<[string, Write]> {
  const keys = (of: readonly string[], changedAt: string) =>
    ['all', ...of].map((facet) => facetKey(facet, changedAt, revision.rulingId));
  const now = keys(facets, revision.changedAt);
  const standing = new Set(now.map(({ pk, sk }) => `${pk}|${sk}`));
  const entry = toEntry(revision, facets);
  for (const key of now) yield [`put ${key.pk}`, { Put: { TableName, Item: { ...entry, ...key } } }];
  for (const key of previous ? keys(previous.facets, previous.changedAt) : [])
    if (!standing.has(`${key.pk}|${key.sk}`)) yield [`delete ${key.pk}`, { Delete: { TableName, Key: key } }];
}

/** What a transaction that did not commit says, the answer that decides most first: an answered key explains every other conflict. */
export const toOutcome = (outcome: TransactionOutcome): CommitOutcome => {
  if (outcome.committed) return { kind: 'committed' };
  const { failed } = outcome;
  const answered = failed.get('idempotency');
  if (answered) return { kind: 'answered', answer: idempotentAnswerSchema.parse(answered) };
  if (failed.has('head') || failed.has('revision')) return { kind: 'changed' };
  const external = failed.get('external');
  if (external) return { kind: 'external-id-taken', by: idSchema('ruling').parse(external['rulingId']) };
  const slug = failed.get('slug');
  if (slug) return { kind: 'slug-taken', by: idSchema('ruling').parse(slug['rulingId']) };
  return { kind: 'sequence-taken' };
};
