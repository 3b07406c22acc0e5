import type { Newsroom } from '../domain/newsroom.ts';
import { possibleHours } from '../domain/quiet-hours.ts';
import { slugLabel } from '../domain/slug-label.ts';
import type { Clock } from '../ports/clock.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';
import { type Labelled, listLabels } from './list-labels.ts';

/** What pages need to know of a newsroom, all of which is public. */
export interface ShownNewsroom extends Pick<Newsroom, 'name' | 'shortName' | 'languages' | 'ratingScales'> {
  /** What people may choose texts by: topics and editions that fact-checks are about. */
  readonly topics: readonly Labelled[];
  readonly editions: readonly Labelled[];
  readonly texts: Pick<Newsroom['texts'], 'consent' | 'howOften' | 'window' | 'helpContact'> & {
    /** Hours of the day after which a text can still come. */
    readonly hours: readonly number[];
  };
}

export interface ShowNewsroomDeps {
  readonly newsroom: Newsroom;
  readonly directory: Pick<FeedDirectory, 'feedsAfter'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Anybody may ask, as often as they like: topics and editions are read once in so long. */
const rememberedMs = 60_000;

/** The newsroom, with topics and editions as they were at most a minute ago. A failure is not remembered. */
export const showNewsroom = (deps: ShowNewsroomDeps): (() => Promise<ShownNewsroom>) => {
  let known: { readonly at: number; readonly shown: Promise<ShownNewsroom> } | undefined;
  return () => {
    const at = deps.clock.now();
    if (known !== undefined && at - known.at < rememberedMs) return known.shown;
    const read = { at, shown: readNewsroom(deps) };
    known = read;
    read.shown.catch(() => {
      if (known === read) known = undefined;
    });
    return read.shown;
  };
};

/** Topics and editions mostly are slugs and nothing more; people read names. */
const named = (listed: readonly Labelled[]): readonly Labelled[] =>
  listed.map(({ slug, label }) => ({ slug, label: label === slug ? slugLabel(slug) : label }));

const readNewsroom = async ({ newsroom, directory }: ShowNewsroomDeps): Promise<ShownNewsroom> => {
  const labels = listLabels(directory);
  const [topics, editions] = await Promise.all([labels('topic'), labels('edition')]);
  const { name, shortName, languages, ratingScales } = newsroom;
  const { consent, howOften, window, helpContact } = newsroom.texts;
  const texts = { consent, howOften, window, helpContact, hours: possibleHours(newsroom.texts) };
  return { name, shortName, languages, ratingScales, topics: named(topics), editions: named(editions), texts };
};
