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

/** The text that announces a ruling: `Ferry St: <headline> Claim rated FALSE. <link> STOP to end`; an editor's `textBody` replaces it. */
export const firstText = (newsroom: Newsroom, content: RulingContent): TextBody => {
  if (content.textBody !== null) return asWritten(content.textBody);
  const { wording, subject, rating, link } = partsOf(newsroom, content);
  return fitted(newsroom, [content.headline], ([headline = '']) => [
    `${newsroom.shortName}: ${asSentence(headline)}`,
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
    const from = loud(newsroom, heard.rating, content.language);
    return fitted(newsroom, [content.claim.text], ([claim = '']) => [
      wording.correction,
      wording.wasRated(quoted(claim), from, rating),
      link,
      sign,
    ]);
  }
  return fitted(newsroom, [note ?? '', content.claim.text], ([said = '', claim = '']) => [
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
  return fitted(newsroom, [note ?? '', content.claim.text], ([said = '', claim = '']) => [
    wording.retraction,
    wording.withdrawn(`"${claim}"`),
    said === '' ? '' : asSentence(said),
    link,
    sign,
  ]);
};

const loud = (newsroom: Newsroom, rating: string, language: string): string =>
  ratingLabel(newsroom, rating).toLocaleUpperCase(language);

const partsOf = (newsroom: Newsroom, content: RulingContent) => {
  const wording: TextWording = textWordingFor(content.language);
  const kind = newsroom.ratingScales.find(({ id }) => id === content.scale)?.kind ?? 'ordered';
  // the parser's form is ASCII throughout
  const { href } = new URL(content.url);
  return {
    wording,
    subject: wording.subject[kind],
    rating: loud(newsroom, content.rating, content.language),
    link: href.length > maxLink ? '' : href,
    sign: `-${asSentence(newsroom.shortName)} ${wording.stop}`,
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
  render: (texts: readonly string[]) => readonly string[],
): TextBody => {
  const rendered = (words: readonly (readonly string[])[], counts: readonly number[]): TextBody => {
    const cut = words.map((all, at) => shortened(all, counts[at] ?? all.length));
    const body = render(cut)
      .filter((part) => part !== '')
      .join(' ');
    return { body, ...segmentsOf(body) };
  };
  const words = texts.map((text) => foldToGsm(text).split(/\s+/));
  const counts = words.map(({ length }) => length);
  for (const [at, all] of words.entries()) {
    if (rendered(words, counts).segments <= segmentBudget) break;
    // the most words that fit, or `least` where none do
    let least = Math.min(leastWords, all.length);
    let most = all.length;
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (rendered(words, counts.with(at, middle)).segments <= segmentBudget) least = middle;
      else most = middle - 1;
    }
    counts[at] = most;
  }
  return rendered(words, counts);
};

const shortened = (words: readonly string[], count: number): string =>
  count >= words.length
    ? words.join(' ')
    : `${words
        .slice(0, count)
        .join(' ')
        .replace(/[,;:.-]+$/, '')}...`;
