import type { Channel } from '../domain/channel.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import type { BroadcastId, EventId, RulingId } from '../domain/ids.ts';
import type { CarryingFeed } from '../ports/feed-record.ts';
import type { RulingStore } from '../ports/ruling-store.ts';
import type { CorrectionReach } from './correction-reach.ts';

/** Where each channel tells how far an event has come; `null` or nothing where it has not begun, or has nothing to do. */
export interface ChannelReports<Texts, Deliveries> {
  readonly feeds: (rulingId: RulingId, sequence: number) => Promise<readonly CarryingFeed[]>;
  readonly texts: (broadcast: BroadcastId) => Promise<Texts | null>;
  readonly deliveries: (event: EventId) => Promise<Deliveries>;
  /** Of a ruling's events, newest first. */
  readonly reach: (newestFirst: readonly RulingEvent[]) => Promise<CorrectionReach | null>;
  /** Those that an operator paused. */
  readonly paused: () => Promise<readonly Channel[]>;
}

export interface Distribution<Texts, Deliveries> {
  readonly rulingId: RulingId;
  readonly revision: number;
  /** What waits on these waits for an operator. */
  readonly pausedChannels: readonly Channel[];
  readonly correctionReach: CorrectionReach | null;
  readonly events: readonly {
    readonly event: Pick<RulingEvent, 'id' | 'type' | 'sequence' | 'revision'>;
    readonly feeds: readonly CarryingFeed[];
    readonly texts: Texts | null;
    readonly deliveries: Deliveries;
  }[];
}

/** So many events are reported, the newest; a ruling rarely has more than a handful. */
const maxEvents = 20;

/** Where each event of a ruling stands on every channel, newest event first; `undefined` when there is no such ruling. */
export const showDistribution =
  <Texts, Deliveries>(rulings: Pick<RulingStore, 'head' | 'eventsOf'>, channels: ChannelReports<Texts, Deliveries>) =>
  async (rulingId: RulingId): Promise<Distribution<Texts, Deliveries> | undefined> => {
    const head = await rulings.head(rulingId);
    if (!head) return undefined;
    const events = await rulings.eventsOf(rulingId, maxEvents);
    const report = async (event: RulingEvent) => {
      const { id, type, sequence, revision } = event;
      const [feeds, texts, deliveries] = await Promise.all([
        channels.feeds(rulingId, sequence),
        channels.texts(broadcastOf(event)),
        channels.deliveries(id),
      ]);
      return { event: { id, type, sequence, revision }, feeds, texts, deliveries };
    };
    const [pausedChannels, correctionReach, reports] = await Promise.all([
      channels.paused(),
      channels.reach(events),
      Promise.all(events.map(report)),
    ]);
    return { rulingId, revision: head.revision, pausedChannels, correctionReach, events: reports };
  };
