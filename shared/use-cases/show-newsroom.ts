import type { Newsroom } from '../domain/newsroom.ts';
import { possibleHours } from '../domain/quiet-hours.ts';
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

export const showNewsroom =
  ({ newsroom, directory }: { readonly newsroom: Newsroom; readonly directory: Pick<FeedDirectory, 'feedsAfter'> }) =>
  async (): Promise<ShownNewsroom> => {
    const labels = listLabels(directory);
    const [topics, editions] = await Promise.all([labels('topic'), labels('edition')]);
    const { name, shortName, languages, ratingScales } = newsroom;
    const { consent, howOften, window, helpContact } = newsroom.texts;
    const texts = { consent, howOften, window, helpContact, hours: possibleHours(newsroom.texts) };
    return { name, shortName, languages, ratingScales, topics, editions, texts };
  };
