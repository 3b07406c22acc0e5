import type { CommitRefused, RulingCommit, TogetherOutcome } from '../../ports/ruling-store.ts';
import { counterWrite, rulingWrites, toOutcome } from './ruling-commit.ts';
import type { TransactionOutcome, Write } from './transaction.ts';

/** A transaction holds 100 items, of which one is the counter, and 4 MB; JSON takes more bytes than DynamoDB counts. */
const maxWrites = 99;
const maxBytes = 3_500_000;

/** Commits that go into one transaction, from the first on, and their writes: a commit's own are named by its place. */
export interface CommitGroup {
  readonly count: number;
  readonly writes: ReadonlyMap<string, Write>;
}

/** As many commits, from the first on, as one transaction holds: no two of them write the same row, which it would not take. */
export const groupWrites = (TableName: string, commits: readonly RulingCommit[], first: number): CommitGroup => {
  const writes = new Map<string, Write>();
  const rows = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const commit of commits) {
    const own = rulingWrites(TableName, commit, first + count);
    const ownRows = [...own.values()].map(rowOf);
    bytes += Buffer.byteLength(JSON.stringify([...own.values()]));
    const fits = writes.size + own.size <= maxWrites && bytes <= maxBytes && !ownRows.some((row) => rows.has(row));
    // the first one goes alone if it must, as a publish does
    if (count > 0 && !fits) break;
    for (const [name, write] of own) writes.set(nameIn(count, name), write);
    for (const row of ownRows) rows.add(row);
    count += 1;
  }
  return { count, writes: writes.set('counter', counterWrite(TableName, first, first + count - 1)) };
};

/** What the transaction of a group says of it, and of each of its commits. */
export const toTogetherOutcome = (outcome: TransactionOutcome, { count }: CommitGroup): TogetherOutcome => {
  if (outcome.committed) return { kind: 'committed', count };
  const refused = new Map<number, CommitRefused>();
  for (let at = 0; at < count; at++) {
    const own = [...outcome.failed].filter(([name]) => name.startsWith(nameIn(at, '')));
    const failed = new Map(own.map(([name, row]) => [name.slice(nameIn(at, '').length), row]));
    const alone = toOutcome({ ...outcome, failed });
    if (alone.kind !== 'committed' && alone.kind !== 'sequence-taken') refused.set(at, alone);
  }
  return refused.size > 0 ? { kind: 'refused', refused } : { kind: 'sequence-taken' };
};

const nameIn = (at: number, name: string): string => `${at} ${name}`;

const rowOf = ({ Put, Update, Delete }: Write): string => {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? Delete?.Key ?? {};
  return `${pk}|${sk}`;
};
