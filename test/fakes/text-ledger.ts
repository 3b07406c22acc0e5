import { isDeepStrictEqual } from 'node:util';
import type { LedgerKey, LedgerRow } from '../../shared/domain/broadcast.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import type { TextState } from '../../shared/domain/text-ledger.ts';
import type { LedgerPatch, TextLedger } from '../../shared/ports/text-ledger.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import type { FakeSubscribers } from './subscriber-store.ts';

const nameOf = ({ broadcastId, cohort, hash }: LedgerKey): string => `${broadcastId}#${cohort}#${hash}`;

/** The ledger in memory, over the subscribers and the Timetable that its transactions reach. A page holds three rows. */
export const fakeTextLedger = (
  subscribers: Pick<FakeSubscribers, 'find' | 'replace'>,
  timetable: { put(work: DueWork): void },
): TextLedger & { all(): LedgerRow[] } => {
  const rows = new Map<string, LedgerRow>();

  async function* pages(broadcastId: BroadcastId, shard: CohortShard): AsyncGenerator<LedgerRow[]> {
    let after = '';
    for (;;) {
      const page = [...rows.values()]
        .filter((row) => row.broadcastId === broadcastId && row.cohort === shard && row.hash > after)
        .sort((a, b) => (a.hash < b.hash ? -1 : 1))
        .slice(0, 3);
      const last = page.at(-1);
      if (!last) return;
      yield structuredClone(page);
      after = last.hash;
    }
  }

  const change = (key: LedgerKey, from: TextState, to: TextState, at: string, patch: LedgerPatch): boolean => {
    const row = rows.get(nameOf(key));
    if (row?.state !== from) return false;
    rows.set(nameOf(key), { ...row, ...patch, state: to, at });
    return true;
  };

  return {
    all: () => structuredClone([...rows.values()]),
    addAll: async (added) => {
      for (const row of added) if (!rows.has(nameOf(row))) rows.set(nameOf(row), structuredClone(row));
    },
    pages,
    find: async (key) => structuredClone(rows.get(nameOf(key))),
    findMany: async (keys) => structuredClone(keys.flatMap((key) => rows.get(nameOf(key)) ?? [])),
    move: async (key, from, to, at, patch = {}, due) => {
      if (!change(key, from, to, at, patch)) return false;
      if (due) timetable.put(due);
      return true;
    },
    beginPosting: async (key, from, at, { counted, struck }) => {
      const subscriber = await subscribers.find(key.hash);
      const row = rows.get(nameOf(key));
      if (row?.state !== from) return 'moved';
      if (subscriber?.status !== 'active') return 'left';
      if (counted) {
        if (!isDeepStrictEqual(subscriber.texted, counted.seen)) return 'recounted';
        if (!subscribers.replace(subscriber, { ...subscriber, texted: counted.texted })) return 'recounted';
      }
      rows.set(nameOf(key), { ...row, state: 'posting', at, struck });
      return 'posting';
    },
  };
};
