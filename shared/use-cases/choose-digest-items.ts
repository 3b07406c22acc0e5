import type { DigestItem } from '../domain/broadcast.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { audienceOfRuling } from '../domain/subscriber.ts';
import type { RulingEntry, RulingReader } from '../ports/ruling-store.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import { inParallel } from './in-parallel.ts';

export interface DigestItemsDeps {
  readonly rulings: Pick<RulingReader, 'newest' | 'head' | 'revision' | 'event'>;
  readonly links: Pick<ShortLinks, 'shorten'>;
  readonly newsroom: Newsroom;
}

/** So many rulings at most are looked at; a busy newsroom publishes some ten a day. */
const mostRulings = 200;
/** A digest's place among those of each ruling is written in one transaction, which has room for a hundred. A text names some five of them. */
const mostItems = 90;
const lanes = 8;

/**
 * The rulings of a digest, the newest first: those published from `since` on and before `until` (ms since 1970) of which phones are to
 * hear, as their newest revision has them. What is retracted by now is left out.
 */
export const chooseDigestItems =
  (deps: DigestItemsDeps) =>
  async (broadcastId: BroadcastId, since: number, until: number): Promise<readonly DigestItem[]> => {
    const entries = await deps.rulings.newest('all', mostRulings);
    const items = await inParallel(lanes, entries, (entry) => itemOf(deps, broadcastId, entry, since, until));
    return items
      .flatMap((item) => item ?? [])
      .sort((a, b) => b.publishedAt - a.publishedAt)
      .slice(0, mostItems)
      .map(({ item }) => item);
  };

const itemOf = async (
  { rulings, links, newsroom }: DigestItemsDeps,
  broadcastId: BroadcastId,
  { id }: Pick<RulingEntry, 'id'>,
  since: number,
  until: number,
): Promise<{ readonly item: DigestItem; readonly publishedAt: number } | undefined> => {
  const first = await rulings.revision(id, 1);
  const event = first && (await rulings.event(first.sequence));
  if (!event || !isFor(event, since, until)) return undefined;
  const head = await rulings.head(id);
  if (!head || head.status === 'retracted') return undefined;
  const revision = await rulings.revision(id, head.revision);
  if (!revision) throw new Error(`there is no revision ${head.revision} of ${id}`);
  const { content } = revision;
  const code = await links.shorten({ url: content.url, broadcastId, rulingId: id });
  return {
    publishedAt: Date.parse(event.timestamp),
    item: {
      rulingId: id,
      revision: head.revision,
      rating: content.rating,
      scale: content.scale,
      headline: content.headline,
      link: `${newsroom.baseUrl}/s/${code}`,
      audience: audienceOfRuling(content),
      forAll: event.texts === 'digest',
    },
  };
};

const isFor = ({ origin, texts, timestamp }: RulingEvent, since: number, until: number): boolean => {
  const at = Date.parse(timestamp);
  return origin === 'newsroom' && texts !== 'none' && at >= since && at < until;
};
