import { escapeHtml } from './escape-html.ts';
import { feedPath } from './feed-format.ts';
import { linkTo, withLinks } from './linked-text.ts';
import type { Newsroom } from './newsroom.ts';
import { type Note, type Revision, type RulingContent, ratingAfter } from './ruling.ts';
import { claimSentence, ratingLabel, verdictSentence } from './verdict.ts';
import { asSentence, dayInWords, type Wording, wordingFor } from './wording.ts';

/**
 * What a reader sees under the headline, as HTML: the claim and its verdict in words, notices with their dates (the newest first),
 * summary, body, image and sources. What changes how the verdict is to be read stands before it: a correction of the rating, and what
 * became known later. Of a retracted ruling only the notice of its retraction is left.
 */
export const feedEntryBody = (revision: Revision, newsroom: Newsroom): string => {
  const { content, notes } = revision;
  const wording = wordingFor(content.language);
  const notices = notes.filter(isNotice).toReversed();
  const notice = (note: Notice) => noticeOf(note, revision, newsroom, wording);
  if (revision.status === 'retracted') return retractionBody(notices, notice, wording);
  return [
    ...notices.filter(isOnTop).map(notice),
    verdictLine(revision, newsroom),
    ...notices.filter((note) => !isOnTop(note)).map(notice),
    ...list(content.summary.map(escapeHtml)),
    ...(content.bodyHtml === '' ? [] : [content.bodyHtml]),
    ...figure(content, wording),
    ...sources(content, wording),
  ].join('\n');
};

/** What is left in the feed of a rating that a ruling no longer has: what changed, what the rating is now, and where to read it. */
export const farewellBody = (revision: Revision, newsroom: Newsroom): string => {
  const { content, notes, status } = revision;
  if (status === 'retracted') return feedEntryBody(revision, newsroom);
  const wording = wordingFor(content.language);
  const told = notes.filter(isNotice).filter((note) => note.revision === revision.revision);
  const feed = `${newsroom.baseUrl}${feedPath(`rating#${content.rating}`, 'rss.xml')}`;
  const moved = escapeHtml(wording.movedTo(ratingLabel(newsroom, content.rating)));
  return [
    ...told.map((note) => noticeOf(note, revision, newsroom, wording)),
    verdictLine(revision, newsroom),
    paragraph(`${moved} ${linkTo(content.url, content.headline)} (${linkTo(feed, wording.itsFeed)})`),
  ].join('\n');
};

const retractionBody = (
  notices: readonly Notice[],
  notice: (note: Notice) => string,
  { withdrawn }: Wording,
): string => {
  const told = notices.filter(({ kind }) => kind === 'retraction').map(notice);
  return [paragraph(escapeHtml(withdrawn)), ...told].join('\n');
};

const isOnTop = ({ kind, previousRating }: Notice): boolean =>
  kind === 'context' || (kind === 'correction' && previousRating !== null);

const verdictLine = ({ content: { claim, rating, language } }: Revision, newsroom: Newsroom): string => {
  const verdict = verdictSentence(ratingLabel(newsroom, rating), language);
  return paragraph(escapeHtml(`${claimSentence(claim, language)} ${verdict}`));
};

const paragraph = (html: string): string => `<p>${html}</p>`;
const list = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`];

/** A note that readers see; that of a minor edit stays with the revisions. */
type Notice = Note & { readonly kind: Exclude<Note['kind'], 'minor'> };
const isNotice = (note: Note): note is Notice => note.kind !== 'minor';

const noticeOf = (note: Notice, revision: Revision, newsroom: Newsroom, wording: Wording): string => {
  const { checkedAsOf } = revision.content;
  const time = `<time datetime="${escapeHtml(note.at)}">${escapeHtml(dayInWords(note.at, wording))}</time>`;
  const opening = `<strong>${escapeHtml(wording.notices[note.kind])}, ${time}:</strong>`;
  const tail: string[] = [];
  if (note.previousRating !== null) {
    const from = ratingLabel(newsroom, note.previousRating);
    const to = ratingLabel(newsroom, ratingAfter(note, revision));
    tail.push(asSentence(wording.ratingChanged(from, to)));
  }
  if (note.kind === 'context' && checkedAsOf !== null)
    tail.push(wording.ratingStands(dayInWords(checkedAsOf, wording)));
  const told = note.text === '' ? [] : [withLinks(note.text)];
  return paragraph([opening, ...told, ...tail.map(escapeHtml)].join(' '));
};

const figure = ({ image }: RulingContent, wording: Wording): string[] => {
  if (!image?.syndicable) return [];
  const shown = `<img src="${escapeHtml(image.url)}" alt="${escapeHtml(image.alt)}">`;
  const credit =
    image.credit === null ? '' : `<figcaption>${escapeHtml(`${wording.image} ${image.credit}`)}</figcaption>`;
  return [`<figure>${shown}${credit}</figure>`];
};

const sources = ({ sources }: RulingContent, wording: Wording): string[] => {
  if (sources.length === 0) return [];
  const items = sources.map((source) => {
    const outlet = source.outlet === null ? '' : `${escapeHtml(source.outlet)}, `;
    const day = source.publishedOn === null ? '' : `, ${escapeHtml(dayInWords(source.publishedOn, wording))}`;
    const archive = source.archiveUrl === null ? '' : ` (${linkTo(source.archiveUrl, wording.archived)})`;
    return `${outlet}${linkTo(source.url, source.title)}${day}${archive}`;
  });
  return [`<h2>${escapeHtml(wording.sources)}</h2>`, ...list(items)];
};
