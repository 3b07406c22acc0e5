import type { Newsroom } from './newsroom.ts';
import type { RulingContent } from './ruling.ts';
import { foldToGsm, segmentsOf } from './segments.ts';
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
/** A longer link stays out, so that the rest fits. */
const maxLink = 1000;
/** Below so many words a headline or a claim may no longer say what it said; then the budget gives way instead. */
const leastWords = 8;
/** Words may be of any length, and some languages put no spaces between them: where even that is more than Twilio takes, so much is left. */
const leastCharacters = 120;

/** The text that announces a ruling: `Ferry St: <headline> Claim rated FALSE. <link> STOP to end`; an editor's `textBody` replaces it. */
export const firstText = (newsroom: Newsroom, content: RulingContent): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, link, shortName } = partsOf(newsroom, content);
  return fitted(newsroom, [content.headline], (headline) => [
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
): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, link, sign } = partsOf(newsroom, content);
  const quoted = (claim: string) => `${subject} "${claim}"`;
  if (heard.rating !== content.rating) {
    const from = loud(newsroom, heard.rating);
    return fitted(newsroom, [content.claim.text], (claim) => [
      wording.correction,
      wording.wasRated(quoted(claim), from, rating),
      link,
      sign,
    ]);
  }
  return fitted(newsroom, [note ?? '', content.claim.text], (said, claim) => [
    wording.correction,
    said === '' ? '' : asSentence(said),
    wording.stillRated(quoted(claim), rating),
    link,
    sign,
  ]);
};

/** The text to those who got, or may have got, a ruling that is withdrawn. It names no rating. */
export const retractionText = (newsroom: Newsroom, content: RulingContent, note: string | null): TextBody => {
  const { wording, link, sign } = partsOf(newsroom, content);
  return fitted(newsroom, [note ?? '', content.claim.text], (said, claim) => [
    wording.retraction,
    asSentence(wording.withdrawn(`"${claim}"`)),
    said === '' ? '' : asSentence(said),
    link,
    sign,
  ]);
};

/** A rating in capitals. Not by the ruling's language: its label is in the newsroom's, and not every tag names a locale. */
const loud = (newsroom: Newsroom, rating: string): string => foldToGsm(ratingLabel(newsroom, rating)).toUpperCase();

const partsOf = (newsroom: Newsroom, content: RulingContent) => {
  const wording: TextWording = textWordingFor(content.language);
  const kind = newsroom.ratingScales.find(({ id }) => id === content.scale)?.kind ?? 'ordered';
  // the parser's form is ASCII throughout
  const { href } = new URL(content.url);
  const shortName = foldToGsm(newsroom.shortName);
  return {
    wording,
    shortName,
    subject: wording.subject[kind],
    rating: loud(newsroom, content.rating),
    link: href.length > maxLink ? '' : href,
    sign: `-${asSentence(shortName)} ${wording.stop}`,
  };
};

/** The editor's own words. They are not shortened; folding may lengthen them by an ellipsis or two, but not past what Twilio takes. */
const asWritten = (text: string): TextBody => {
  const folded = foldToGsm(text);
  const body = folded.length > maxCharacters ? text : folded;
  return { body, ...segmentsOf(body) };
};

/** Renders `texts`, shortening them at a word, the first of them first, until the whole fits the newsroom's budget of segments. */
const fitted = (
  { texts: { segmentBudget } }: Newsroom,
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
