import { createHash } from 'node:crypto';
import type { Consent, WordingSeen } from './consent.ts';
import type { Newsroom } from './newsroom.ts';
import type { Subscriber } from './subscriber.ts';

/**
 * A row of evidence; what is not said of it is null. Nothing of it needs to tell where somebody lives, or what a page's query says of them:
 * it is kept for years.
 */
export const evidence = (
  known: Pick<Consent, 'hash' | 'at' | 'kind' | 'by'> & Partial<Omit<Consent, 'hash' | 'at' | 'kind' | 'by'>>,
): Consent => ({
  wording: null,
  adult: null,
  userAgent: null,
  sid: null,
  said: null,
  recordedBy: 'platform',
  ...known,
  preferences: known.preferences ? { ...known.preferences, zip: null } : null,
  pageUrl: known.pageUrl ? withoutQuery(known.pageUrl) : null,
});

const withoutQuery = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
};

/** The wording in use in a language, as evidence names it: by its hash, so that it can be proved when the file has long changed. */
export const wordingSeen = ({ texts }: Pick<Newsroom, 'texts'>, language: string): WordingSeen => {
  const { version, wordings } = texts.consent;
  const wording = wordings[language];
  if (wording === undefined) throw new Error(`there is no wording of consent in ${language}`);
  return { version, language, sha256: createHash('sha256').update(wording).digest('hex') };
};

/** What gives consent, and what takes it back. Of the page `asked` gives none: it is not confirmed. */
const given: readonly Consent['kind'][] = ['recorded', 'confirmed', 'joined', 'returned'];
const takenBack: readonly Consent['kind'][] = ['left', 'erased'];

/**
 * The rows by which a phone left, none where a text from that phone undid them; what an operator recorded does not. `rows` is all evidence
 * of a phone, oldest first.
 */
export const leavings = (rows: readonly Consent[]): readonly Consent[] => {
  const back = rows.findLastIndex(isGivenByText);
  return rows.slice(back + 1).filter(({ kind }) => takenBack.includes(kind));
};

/**
 * Whether the network sends them nothing: it took their STOP, and lifts that for START alone. A START of somebody who had consented brings
 * them back; any other leaves a row of `resumed`.
 */
export const isHeldBack = ({ texts }: Pick<Newsroom, 'texts'>, rows: readonly Consent[]): boolean => {
  const lifted = rows.findLastIndex(({ kind, by }) => kind === 'resumed' && by === 'text');
  return (
    texts.sender.keywordsAnsweredBy === 'network' &&
    leavings(rows).some((row) => row.kind === 'left' && isOfPhone(row) && rows.indexOf(row) > lifted)
  );
};

/**
 * Whether there is a consent other than by the text `sid`: what they said before, or an operator recorded. None outlives an erasure: by one
 * the number may have come to somebody else.
 */
export const hadConsented = (rows: readonly Consent[], sid: string): boolean =>
  rows
    .slice(rows.findLastIndex(({ kind }) => kind === 'erased') + 1)
    .some((row) => given.includes(row.kind) && row.sid !== sid);

/** What held back texts to them since they last went on: later texts that may be opt-outs change nothing. */
export const firstPause = (rows: readonly Consent[]): Consent | undefined => {
  const wentOn = rows.findLastIndex((row) => row.kind === 'resumed' || given.includes(row.kind));
  return rows.slice(wentOn + 1).find(({ kind }) => kind === 'paused');
};

/** Whether they left at `at` (ISO 8601) or later. */
export const leftSince = (rows: readonly Consent[], at: string): boolean =>
  rows.some((row) => row.at >= at && takenBack.includes(row.kind));

/**
 * The row that ended texts, or held them back, at `at` (ISO 8601) or later, unless they went on after it. Of what came in the same
 * millisecond the end counts, but where one text did both.
 */
export const endedSince = (rows: readonly Consent[], at: string): Consent | undefined => {
  const end = rows.findLast(endsTexts);
  if (!end || end.at < at) return undefined;
  const wanted = rows.findLast((row) => row.kind === 'resumed' || isGivenByText(row));
  const wentOn =
    wanted && (wanted.at > end.at || (wanted.at === end.at && wanted.sid !== null && wanted.sid === end.sid));
  return wentOn ? undefined : end;
};

const endsTexts = ({ kind }: Consent): boolean => kind === 'paused' || takenBack.includes(kind);
const isOfPhone = ({ by }: Consent): boolean => by === 'text' || by === 'network';
const isGivenByText = ({ kind, by }: Consent): boolean => by === 'text' && given.includes(kind);

/**
 * Since when (ISO 8601) there is nothing with a phone any more: it left or was taken out, or never confirmed, and nothing was heard of it
 * later. Null while it is a subscriber's, also one who pauses. `rows` is all evidence of it.
 */
export const goneSince = (
  profile: Pick<Subscriber, 'status' | 'updatedAt'> | undefined,
  rows: readonly Consent[],
): string | null => {
  if (profile && profile.status !== 'suppressed') return null;
  const times = [profile?.updatedAt ?? '', ...rows.map(({ at }) => at)];
  return times.toSorted().at(-1) ?? null;
};

/** The instant so many calendar years before `now` (epoch milliseconds), as ISO 8601. */
export const yearsBefore = (now: number, years: number): string => {
  const instant = new Date(now);
  instant.setUTCFullYear(instant.getUTCFullYear() - years);
  return instant.toISOString();
};

/** Whether whoever has the phone said after `at` (ISO 8601) that they want texts, by text or on the page that only they can reach. */
export const wantedSince = (rows: readonly Consent[], at: string): boolean =>
  rows.some((row) => row.at > at && (isGivenByText(row) || (row.kind === 'resumed' && row.by !== 'operator')));

/** What a subscriber gets to see of their consent: when they gave it, by which way, and what they agreed to. No phone, no address. */
export interface ConsentReceipt {
  readonly at: string;
  readonly kind: Consent['kind'];
  readonly by: Consent['by'];
  readonly wording: (Pick<WordingSeen, 'version' | 'language'> & { readonly text: string | null }) | null;
}

/** The receipt of the consent that was given last; `text` is there while the wording is the one in use. */
export const receiptOf = (newsroom: Pick<Newsroom, 'texts'>, rows: readonly Consent[]): ConsentReceipt | null => {
  const consent = rows.findLast(({ kind }) => given.includes(kind));
  if (!consent) return null;
  const { at, kind, by, wording } = consent;
  return { at, kind, by, wording: wording && { ...textOf(newsroom, wording) } };
};

const textOf = (
  { texts }: Pick<Newsroom, 'texts'>,
  { version, language, sha256 }: WordingSeen,
): NonNullable<ConsentReceipt['wording']> => {
  const text = texts.consent.wordings[language];
  const inUse = text !== undefined && createHash('sha256').update(text).digest('hex') === sha256;
  return { version, language, text: inUse ? text : null };
};
