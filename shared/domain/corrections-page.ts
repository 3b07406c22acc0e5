import { correctionsWordingFor } from './corrections-wording.ts';
import { autodiscovery, feedLinks } from './feed-links.ts';
import { feedsWordingFor } from './feeds-wording.ts';
import { withLinks } from './linked-text.ts';
import { type Month, monthOf } from './month.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanText } from './plain-text.ts';
import { link, publicPage, text } from './public-page.ts';
import { meterMark, meterSymbols } from './rating-meter-markup.ts';
import type { RecordedCorrection } from './recorded-correction.ts';
import { ratingLabel } from './verdict.ts';
import { asSentence, dayInWords, monthInWords, wordingFor } from './wording.ts';
import type { Year } from './year.ts';

/** The page of the newest year that has corrections. */
export const newestCorrectionsPath = '/corrections/index.html';
export const yearOfCorrectionsPath = (year: Year): string => `${yearUrl(year)}index.html`;
const yearUrl = (year: Year): string => `/corrections/${year}/`;

export interface CorrectionsOfYear {
  readonly year: Year;
  readonly corrections: readonly RecordedCorrection[];
}

/** What the newest corrections are shown with: every year that has a page. Nothing was corrected yet where there is no year. */
export const newestCorrectionsPage = (
  newest: CorrectionsOfYear | undefined,
  years: readonly Year[],
  newsroom: Newsroom,
): string =>
  page(
    newest,
    years.toReversed().map((year) => link(yearUrl(year), year)),
    newsroom,
  );

/** The record of a year for good. It leads to the years beside it alone: a new year must not touch every page that stands. */
export const yearOfCorrectionsPage = (
  shown: CorrectionsOfYear,
  beside: { readonly prev: Year | undefined; readonly next: Year | undefined },
  newsroom: Newsroom,
): string => {
  const { newest } = correctionsWordingFor(languageOf(newsroom));
  const to = (year: Year | undefined) => (year === undefined ? [] : [link(yearUrl(year), year)]);
  const here = `<a href="${yearUrl(shown.year)}" aria-current="page">${shown.year}</a>`;
  return page(shown, [link('/corrections/', newest), ...to(beside.next), here, ...to(beside.prev)], newsroom);
};

const languageOf = ({ languages }: Newsroom): string => languages[0] ?? 'en';

const page = (shown: CorrectionsOfYear | undefined, years: readonly string[], newsroom: Newsroom): string => {
  const language = languageOf(newsroom);
  const label = feedsWordingFor(language).corrections;
  const words = correctionsWordingFor(language);
  const title = shown === undefined ? label : `${label}, ${shown.year}`;
  return publicPage({
    title: `${title} – ${newsroom.name}`,
    language,
    head: autodiscovery({ facet: 'corrections', label }),
    main: [
      `<h1>${text(title)}</h1>`,
      `<p>${text(shown ? words.introduction(newsroom.name, shown.year) : words.none(newsroom.name))}</p>`,
      `<p>${text(words.follow)}: ${feedLinks('corrections')}. ${link('/feeds/', words.allFeeds)}.</p>`,
      ...(years.length === 0
        ? []
        : [`<nav aria-label="${text(words.years)}">`, `<p class="years">${years.join(' ')}</p>`, '</nav>']),
      ...(shown ? record(shown, newsroom) : []),
    ],
  });
};

const record = ({ corrections }: CorrectionsOfYear, newsroom: Newsroom): string[] => {
  const ratings = corrections.flatMap(({ rating }) => (rating ? [rating.before, rating.after] : []));
  const months = Map.groupBy(corrections, ({ at }) => monthOf(at));
  return [
    ...meterSymbols(ratings, newsroom),
    ...[...months].flatMap(([month, those]) => monthOfCorrections(month, those, newsroom)),
  ];
};

const monthOfCorrections = (month: Month, corrections: readonly RecordedCorrection[], newsroom: Newsroom): string[] => [
  '<section>',
  `<h2 id="${month}">${text(monthInWords(month, wordingFor(languageOf(newsroom))))}</h2>`,
  ...corrections.flatMap((one) => entry(one, newsroom)),
  '</section>',
];

const entry = (one: RecordedCorrection, newsroom: Newsroom): string[] => {
  const language = languageOf(newsroom);
  const wording = wordingFor(language);
  const words = correctionsWordingFor(language);
  const own = `dir="auto"${one.language === language ? '' : ` lang="${text(one.language)}"`}`;
  const mark = (word: string) => `<strong class="tag bad">${text(word)}</strong>`;
  const marks = [
    one.kind === 'retraction' ? mark(wording.notices.retraction) : text(wording.notices.correction),
    ...(one.kind === 'correction' && one.retracted ? [mark(words.retractedSince)] : []),
  ];
  const time = `<time datetime="${text(one.at)}">${text(dayInWords(one.at, wording))}</time>`;
  return [
    `<article id="${one.rulingId}-${one.revision}">`,
    `<h3 ${own}>${link(one.url, one.headline)}</h3>`,
    `<p class="about">${[time, ...marks, `${text(words.speaker)}: <bdi>${text(one.speaker)}</bdi>`].join(' · ')}</p>`,
    ...(one.rating ? change(one.rating, newsroom) : []),
    ...(one.note === '' ? [] : [`<p class="note" ${own}>${withLinks(cleanText(one.note))}</p>`]),
    '</article>',
  ];
};

/** In pictures, as far as scales have the ratings still, and in words. */
const change = ({ before, after }: NonNullable<RecordedCorrection['rating']>, newsroom: Newsroom): string[] => {
  const language = languageOf(newsroom);
  const meters = [before, after].map((slug) => meterMark(slug, newsroom, language));
  const said = wordingFor(language).ratingChanged(ratingLabel(newsroom, before), ratingLabel(newsroom, after));
  return [
    ...(meters.includes('') ? [] : [`<p class="change">${meters.join(' <span aria-hidden="true">→</span> ')}</p>`]),
    `<p>${text(asSentence(said))}</p>`,
  ];
};
