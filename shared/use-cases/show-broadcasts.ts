import { type Broadcast, isUrgent } from '../domain/broadcast.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { barsOf, type TimelineBar } from '../domain/text-timeline.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import type { TextTimeline } from '../ports/text-timeline.ts';
import { distributionOfTexts, type TextsDistribution } from './distribution-of-texts.ts';

export interface ShowBroadcastsDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'tallies' | 'newest'>;
  readonly links: Pick<ShortLinks, 'clicks'>;
  readonly newsroom: Newsroom;
}

/** A broadcast as the newsroom sees it: what it says and where it stands. Nobody of its audience is in it. */
export interface ShownBroadcast extends TextsDistribution {
  readonly kind: Broadcast['kind'];
  readonly rulingIds: readonly string[];
  readonly urgent: boolean;
  readonly createdAt: string;
  readonly author: string;
  /** How often the links in its texts were followed. */
  readonly clicks: number;
}

/** One broadcast; null where there is none. */
export const showBroadcast =
  (deps: ShowBroadcastsDeps) =>
  async (id: BroadcastId): Promise<ShownBroadcast | null> => {
    const [broadcast, texts] = await Promise.all([deps.broadcasts.find(id), distributionOfTexts(deps)(id)]);
    if (!broadcast || !texts) return null;
    return {
      kind: broadcast.kind,
      rulingIds: broadcast.kind === 'digest' ? broadcast.items.map(({ rulingId }) => rulingId) : [broadcast.rulingId],
      urgent: isUrgent(broadcast),
      createdAt: broadcast.createdAt,
      author: broadcast.actor.name,
      clicks: await deps.links.clicks(codesIn(broadcast)),
      ...texts,
    };
  };

export interface BroadcastOverTime extends ShownBroadcast {
  /** When its texts were accepted, about; empty before the first. */
  readonly timeline: readonly TimelineBar[];
}

/** One broadcast and how its texts left; null where there is none. */
export const showBroadcastOverTime =
  (deps: ShowBroadcastsDeps & { readonly timeline: Pick<TextTimeline, 'of'> }) =>
  async (id: BroadcastId): Promise<BroadcastOverTime | null> => {
    const [broadcast, slots] = await Promise.all([showBroadcast(deps)(id), deps.timeline.of(id)]);
    return broadcast && { ...broadcast, timeline: barsOf(slots) };
  };

/** The newest broadcasts, newest first. */
export const showBroadcasts =
  (deps: ShowBroadcastsDeps) =>
  async (limit: number): Promise<readonly ShownBroadcast[]> => {
    const newest = await deps.broadcasts.newest(limit);
    const shown = await Promise.all(newest.map(({ id }) => showBroadcast(deps)(id)));
    return shown.flatMap((broadcast) => broadcast ?? []);
  };

/** The short links in what a broadcast says. */
const codesIn = (broadcast: Broadcast): readonly string[] => {
  const said =
    broadcast.kind === 'digest'
      ? broadcast.items.map(({ link }) => link)
      : broadcast.kind === 'reply'
        ? [broadcast.text.body]
        : Object.values(broadcast.variants).map(({ body }) => body);
  const codes = said.flatMap((text) =>
    [...text.matchAll(/\/s\/([0-9A-HJKMNP-TV-Z]{8})\b/g)].map(([, code]) => code ?? ''),
  );
  return [...new Set(codes)];
};
