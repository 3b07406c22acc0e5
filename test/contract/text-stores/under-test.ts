import type { BroadcastStore } from '../../../shared/ports/broadcast-store.ts';
import type { SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import type { TextLedger } from '../../../shared/ports/text-ledger.ts';
import type { DueWork } from '../../../shared/ports/timetable.ts';

/** The three stores of the texts channel over one set of tables, and everything that is due by the year 9999. */
export interface TextStores {
  readonly subscribers: SubscriberStore;
  readonly broadcasts: BroadcastStore;
  readonly ledger: TextLedger;
  readonly due: () => Promise<DueWork[]>;
}
export type OpenTextStores = () => Promise<TextStores>;

export const work: DueWork = {
  at: '2026-11-21T14:00:00.000Z',
  kind: 'open-shard',
  id: 'brd_01JD4Z00000000000000000001#America/New_York#3',
  queue: 'text-plans',
  body: '{}',
};
