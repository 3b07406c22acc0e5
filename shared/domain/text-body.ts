import type { DigestItem } from './broadcast.ts';
import { foldToGsm } from './gsm-folding.ts';
import type { Newsroom } from './newsroom.ts';
import type { RulingContent } from './ruling.ts';
import { segmentsOf } from './segments.ts';
import { type TextWording, textWordingFor } from './text-wording.ts';
import { ratingLabel } from './verdict.ts';
import { asSentence } from './wording.ts';

/** One rendered text and what it costs. */
export interface TextBody {
  readonly body: string;
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
}

/** Twilio takes at most so many characters a text. */
const maxCharacters = 1600;
/** A headline in a digest starts with so many words. */
const mostWords = 24;
/** Below so many words a headline or a claim may no longer say what it said; then the budget gives way instead. */
const leastWords = 8;
/** Words may be of any length, and some languages put no spaces between them: where even that is more than Twilio takes, so much is left. */
const leastCharacters = 120;

/**
 * The text that announces a ruling: `Ferry St: <headline> Claim rated FALSE. <link> STOP to end`; an editor's `textBody` replaces it.
 * `link` is a short one of ours, of ASCII.
 */
export const firstText = (newsroom: Newsroom, content: RulingContent, link: string): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, shortName } = partsOf(newsroom, content);
  return fitted(newsroom.texts.segmentBudget, [content.headline], (headline) => [
    `${shortName}: ${asSentence(headline)}`,
    wording.rated(subject, rating),
    link,
    wording.stop,
  ]);
};

/**
 * The text to those who got, or may have got, an earlier revision that said `heard`: what that was, and what holds now. Where the rating
 * did not change, the public note says what was wrong.
 */
export const correctionText = (
  newsroom: Newsroom,
  content: RulingContent,
  heard: { readonly rating: string },
  note: string | null,
  link: string,
): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, sign } = partsOf(newsroom, content);
  const quoted = (claim: string) => `${subject} "${claim}"`;
  if (heard.rating !== content.rating) {
    const from = loud(newsroom, heard.rating);
    return fitted(newsroom.texts.segmentBudget, [content.claim.text], (claim) => [
      wording.correction,
      wording.wasRated(quoted(claim), from, rating),
      link,
      sign,
    ]);
  }
  return fitted(newsroom.texts.segmentBudget, [note ?? '', content.claim.text], (said, claim) => [
    wording.correction,
    said === '' ? '' : asSentence(said),
    wording.stillRated(quoted(claim), rating),
    link,
    sign,
  ]);
};

/**
 * The text to those who heard a ruling that an editor updated, and wants them to know: no error, but something that became known, a new
 * status, or a clearer word. A rating on a scale without an order (a promise, a position) may have changed.
 */
export const updateText = (
  newsroom: Newsroom,
  content: RulingContent,
  heard: { readonly rating: string },
  note: string | null,
  link: string,
): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, sign } = partsOf(newsroom, content);
  const quoted = (claim: string) => `${subject} "${claim}"`;
  const stands = (claim: string): string =>
    heard.rating === content.rating
      ? wording.stillRated(quoted(claim), rating)
      : wording.wasRated(quoted(claim), loud(newsroom, heard.rating), rating);
  return fitted(newsroom.texts.segmentBudget, [note ?? '', content.claim.text], (said, claim) => [
    wording.update,
    said === '' ? '' : asSentence(said),
    stands(claim),
    link,
    sign,
  ]);
};

/** The text to those who got, or may have got, a ruling that is withdrawn. It names no rating. */
export const retractionText = (
  newsroom: Newsroom,
  content: RulingContent,
  note: string | null,
  link: string,
): TextBody => {
  const { wording, sign } = partsOf(newsroom, content);
  return fitted(newsroom.texts.segmentBudget, [note ?? '', content.claim.text], (said, claim) => [
    wording.retraction,
    asSentence(wording.withdrawn(`"${claim}"`)),
    said === '' ? '' : asSentence(said),
    link,
    sign,
  ]);
};

/** What the newsroom's own people get to see a text before everybody does. */
export const testText = (newsroom: Newsroom, content: RulingContent, link: string): TextBody =>
  asWritten(`${textWordingFor(content.language).test} ${firstText(newsroom, content, link).body}`);

/**
 * One text of several rulings: `Ferry St, 2 fact-checks: 1. <headline> Claim rated FALSE. <link> 2. … STOP to end`. Headlines are shortened,
 * all alike; where even that is not enough, the last rulings are only counted: `named` says how many are not.
 */
export const digestText = (
  newsroom: Newsroom,
  items: readonly Pick<DigestItem, 'headline' | 'rating' | 'scale' | 'link'>[],
  language: string,
): TextBody & { readonly named: number } => {
  const wording = textWordingFor(language);
  const shortName = foldToGsm(newsroom.shortName);
  const budget = newsroom.texts.digestSegmentBudget;
  const words = items.map(({ headline }) => foldToGsm(headline).split(/\s+/));
  const render = (count: number, most: number): string => {
    const named = items.slice(0, count).map(({ rating, scale, link }, at) => {
      const verdict = wording.rated(subjectOf(newsroom, scale, wording), loud(newsroom, rating));
      return `${at + 1}. ${asSentence(shortened(words[at] ?? [], most))} ${verdict} ${link}`;
    });
    const more = count < items.length ? [wording.more(items.length - count)] : [];
    return [`${shortName}, ${wording.digest(items.length)}:`, ...named, ...more, wording.stop].join(' ');
  };
  for (let count = items.length; count > 1; count -= 1)
    for (let most = mostWords; most >= leastWords; most -= 2) {
      const body = render(count, most);
      // counting segments takes a millisecond or more, and no text of more characters than these can fit
      if (body.length > Math.max(160, budget * 153)) continue;
      const counted = segmentsOf(body);
      if (counted.segments <= budget) return { body, ...counted, named: count };
    }
  const body = render(1, leastWords);
  return { body, ...segmentsOf(body), named: 1 };
};

/** A rating in capitals. Not by the ruling's language: its label is in the newsroom's, and not every tag names a locale. */
const loud = (newsroom: Newsroom, rating: string): string => foldToGsm(ratingLabel(newsroom, rating)).toUpperCase();

/** What a rating of that scale is about. */
const subjectOf = ({ ratingScales }: Newsroom, scale: string, wording: TextWording): string =>
  wording.subject[ratingScales.find(({ id }) => id === scale)?.kind ?? 'ordered'];

const partsOf = (newsroom: Newsroom, content: RulingContent) => {
  const wording: TextWording = textWordingFor(content.language);
  const shortName = foldToGsm(newsroom.shortName);
  return {
    wording,
    shortName,
    subject: subjectOf(newsroom, content.scale, wording),
    rating: loud(newsroom, content.rating),
    sign: `-${asSentence(shortName)} ${wording.stop}`,
  };
};

/** The editor's own words. They are not shortened; folding may lengthen them by an ellipsis or two, but not past what Twilio takes. */
const asWritten = (text: string): TextBody => {
  const folded = foldToGsm(text);
  const body = folded.length > maxCharacters ? text : folded;
  return { body, ...segmentsOf(body) };
};

/** Renders `texts`, shortening them at a word, the first of them first, until the whole fits a budget of segments. */
const fitted = (
  segmentBudget: number,
  texts: readonly string[],
  render: (...texts: readonly string[]) => readonly string[],
): TextBody => {
  const rendered = (cut: readonly string[]): TextBody => {
    const body = render(...cut)
      .filter((part) => part !== '')
      .join(' ');
    return { body, ...segmentsOf(body) };
  };
  const words = texts.map((text) => foldToGsm(text).split(/\s+/));
  const cut = words.map((all) => all.join(' '));
  for (const [at, all] of words.entries())
    cut[at] = longest(all, (tried) => rendered(cut.with(at, tried)).segments <= segmentBudget);
  const fit = rendered(cut);
  return fit.body.length <= maxCharacters ? fit : rendered(cut.map(clipped));
};

/** All words if they fit (fewer with an ellipsis may not); else the most that do, or `leastWords` where none do. */
const longest = (words: readonly string[], fits: (cut: string) => boolean): string => {
  const whole = words.join(' ');
  if (fits(whole)) return whole;
  let least = Math.min(leastWords, words.length);
  let most = words.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(shortened(words, middle))) least = middle;
    else most = middle - 1;
  }
  return shortened(words, most);
};

const shortened = (words: readonly string[], count: number): string =>
  count >= words.length ? words.join(' ') : cutOff(words.slice(0, count).join(' '));

/** Cut off within a word, though not within a character outside the BMP. */
const clipped = (text: string): string =>
  text.length <= leastCharacters ? text : cutOff(text.slice(0, leastCharacters).replace(/[\ud800-\udbff]$/, ''));

const cutOff = (text: string): string => `${text.replace(/[\s,;:.-]+$/, '')}...`;
