import type { Ruling } from '../../../shared/domain/ruling.ts';

/** What can be changed, as the form shows it. */
export interface Fields {
  readonly headline: string;
  readonly rating: string;
  readonly claim: string;
  readonly speaker: string;
  readonly speakerSlug: string;
  readonly speakerTitle: string;
  readonly madeOn: string;
  readonly venue: string;
  readonly summary: string;
  readonly body: string;
  readonly url: string;
  readonly topics: string;
  readonly editions: string;
  readonly textBody: string;
  /** All that has no field of its own, as JSON. */
  readonly others: string;
}

const othersOf = ({ claim, ...ruling }: Ruling) => ({
  speakerKind: claim.claimant.kind,
  appearances: claim.appearances,
  image: ruling.image,
  mediaReview: ruling.mediaReview,
  authors: ruling.authors,
  language: ruling.language,
  translationOf: ruling.translationOf,
  sources: ruling.sources,
  related: ruling.related,
  checkedAsOf: ruling.checkedAsOf,
});

/** The text for phones is empty: one that was written for the old words does not speak for the new. */
export const fieldsOf = (ruling: Ruling): Fields => ({
  headline: ruling.headline,
  rating: ruling.rating,
  claim: ruling.claim.text,
  speaker: ruling.claim.claimant.name,
  speakerSlug: ruling.claim.claimant.slug,
  speakerTitle: ruling.claim.claimant.title ?? '',
  madeOn: ruling.claim.madeOn ?? '',
  venue: ruling.claim.venue ?? '',
  summary: ruling.summary.join('\n'),
  body: ruling.bodyHtml,
  url: ruling.url,
  topics: ruling.topics.join(', '),
  editions: ruling.editions.join(', '),
  textBody: '',
  others: JSON.stringify(othersOf(ruling), null, 2),
});

const parts = (text: string, between: string): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Undefined where it is not an object of JSON. */
export const readOthers = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
};

/** What the JSON changes of a fact-check, by its keys. */
const givenIn = (seen: Ruling, text: string): Readonly<Record<string, unknown>> => {
  const standing: Readonly<Record<string, unknown>> = othersOf(seen);
  return Object.fromEntries(
    Object.entries(readOthers(text) ?? {}).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(standing[name]),
    ),
  );
};

/** The same edits of a newer revision: what was not edited follows that, also within the JSON. Undefined while the JSON cannot be read. */
export const rebased = (seen: Ruling, now: Ruling, edited: Partial<Fields>): Partial<Fields> | undefined => {
  const { others, ...texts } = edited;
  if (others !== undefined && readOthers(others) === undefined) return undefined;
  const before: Readonly<Record<string, string>> = { ...fieldsOf(seen) };
  const given = others === undefined ? {} : givenIn(seen, others);
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([name, text]) => text !== before[name])),
    ...(Object.keys(given).length === 0 ? {} : { others: JSON.stringify({ ...othersOf(now), ...given }, null, 2) }),
  };
};

/** What the API is to change: each field that differs from the fact-check as it stands, whole. The API says what does not fit. */
export const changesOf = (seen: Ruling, edited: Partial<Fields>): Readonly<Record<string, unknown>> => {
  const before = fieldsOf(seen);
  const now = { ...before, ...edited };
  const differs = (...names: (keyof Fields)[]): boolean => names.some((name) => now[name] !== before[name]);
  const { speakerKind, appearances, ...others } = givenIn(seen, now.others);
  const claims = differs('claim', 'speaker', 'speakerSlug', 'speakerTitle', 'madeOn', 'venue');
  const { claim } = seen;
  const claimant = {
    ...claim.claimant,
    ...{ name: now.speaker, slug: now.speakerSlug, title: now.speakerTitle || null },
    ...(speakerKind === undefined ? {} : { kind: speakerKind }),
  };
  const newClaim = {
    ...claim,
    ...{ text: now.claim, madeOn: now.madeOn || null, venue: now.venue || null, claimant },
    ...(appearances === undefined ? {} : { appearances }),
  };
  return {
    ...(differs('headline') ? { headline: now.headline } : {}),
    ...(differs('rating') ? { rating: now.rating } : {}),
    ...(claims || speakerKind !== undefined || appearances !== undefined ? { claim: newClaim } : {}),
    ...(differs('summary') ? { summary: parts(now.summary, '\n') } : {}),
    ...(differs('body') ? { bodyHtml: now.body } : {}),
    ...(differs('url') ? { url: now.url.trim() } : {}),
    ...(differs('topics') ? { topics: parts(now.topics, ',') } : {}),
    ...(differs('editions') ? { editions: parts(now.editions, ',') } : {}),
    ...(differs('textBody') ? { textBody: now.textBody } : {}),
    ...others,
  };
};
