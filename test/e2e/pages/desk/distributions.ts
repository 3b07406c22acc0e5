/** Distributions as the API answers them. */
import type { TextsDistribution } from '../../../../shared/use-cases/distribution-of-texts.ts';
import type { ShownBroadcast } from '../../../../shared/use-cases/show-broadcasts.ts';
import type { ShownDistribution } from '../../../../web/desk/distribution/pace.ts';
import { at, numbered, rulingId } from './rulings.ts';

type EventStand = ShownDistribution['events'][number];

export const texts: TextsDistribution = {
  broadcastId: 'brd_01M8644E7PVKNNHP45FC9X1G2M',
  status: 'sending',
  pausedBecause: null,
  approval: 'none',
  approvedBy: null,
  holdUntil: null,
  audience: 1000,
  ...{ pending: 400, deferred: 100, posting: 10, accepted: 200, delivered: 250 },
  ...{ undelivered: 10, refused: 5, unknown: 3, lost: 2, skipped: 20 },
  segments: 920,
  cost: { currency: 'USD', amount: '7.6360' },
  failures: [
    { code: 30003, people: 10, meaning: 'The phone was off, or could not be reached.' },
    { code: 21610, people: 5, meaning: null },
  ],
  skips: [
    { reason: 'left', people: 12 },
    { reason: 'daily-cap', people: 8 },
  ],
};

/** Everybody has it. */
export const doneTexts: TextsDistribution = {
  ...texts,
  status: 'done',
  ...{ pending: 0, deferred: 0, posting: 0, accepted: 0, delivered: 1000 },
  ...{ undelivered: 0, refused: 0, unknown: 0, lost: 0, skipped: 0 },
  failures: [],
  skips: [],
};

const partner = (place: number, gotRevision: number | null, acknowledgedRevision: number | null) => ({
  ...{ partnerId: numbered('ptr', place), name: `Outlet ${place}`, gotRevision, acknowledgedRevision },
});

export const published: EventStand = {
  event: { id: 'evt_01M8644E7PVKNNHP45FC9X1G2M', type: 'ruling.published', sequence: 1, revision: 1 },
  feeds: ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/topics/transport/rss.xml'].map((path) => ({
    ...{ path, writtenAt: at, etag: '"a"' },
  })),
  texts,
  deliveries: {
    ...{ owed: 4, delivered: 2, pending: 1, waiting: 1, superseded: 0 },
    partners: [partner(1, 1, 1), partner(2, 1, null), partner(3, null, null), partner(4, null, null)],
  },
};

/** Nothing is to come any more. */
export const rested: EventStand = {
  ...published,
  texts: doneTexts,
  deliveries: {
    ...{ owed: 2, delivered: 2, pending: 0, waiting: 0, superseded: 0 },
    partners: [partner(1, 1, 1), partner(2, 1, null)],
  },
};

export const distributionOf = (...events: readonly EventStand[]): ShownDistribution => ({
  ...{ rulingId, revision: events.length, pausedChannels: [], correctionReach: null, events },
});

/** A correction after what was published has come to rest. */
export const afterCorrection: ShownDistribution = {
  rulingId,
  revision: 2,
  pausedChannels: [],
  correctionReach: { revision: 2, partners: 2, acknowledged: 1, outstanding: [partner(2, 2, 1)] },
  events: [
    {
      ...rested,
      event: { id: 'evt_01M8644E7PVKNNHP45FC9X1G3N', type: 'ruling.corrected', sequence: 2, revision: 2 },
      texts: { ...doneTexts, broadcastId: 'brd_01M8644E7PVKNNHP45FC9X1G3N' },
    },
    rested,
  ],
};

export const broadcastOf = (from: TextsDistribution): ShownBroadcast => ({
  ...from,
  ...{ kind: 'first', rulingIds: [rulingId], urgent: false, createdAt: at, author: 'Kim Lee', clicks: 31 },
});

export const timeline = [
  { at: '2026-11-20T15:04:00.000Z', seconds: 10, accepted: 120 },
  { at: '2026-11-20T15:04:10.000Z', seconds: 10, accepted: 300 },
  { at: '2026-11-20T15:04:20.000Z', seconds: 10, accepted: 40 },
];

/** 500 partners, and 100,000 people. */
export const large: EventStand = {
  ...published,
  texts: { ...doneTexts, status: 'sending', audience: 100_000, delivered: 60_000, pending: 40_000 },
  deliveries: {
    ...{ owed: 500, delivered: 499, pending: 1, waiting: 0, superseded: 0 },
    partners: Array.from({ length: 500 }, (_, place) => partner(place, 1, null)),
  },
};

/** The newest sends as the API answers them. */
export const sendsOf = (items: readonly unknown[], pausedChannels: readonly string[] = []) => ({
  body: { items, nextCursor: null, pausedChannels },
});
