import type { Broadcast, LedgerRow } from '../domain/broadcast.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { saidIn } from '../domain/said-in.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { stateOfTwilio } from '../domain/text-ledger.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import type { SentText, SentTexts } from '../ports/text-sender.ts';
import type { Vault } from '../ports/vault.ts';
import { advanceText } from './advance-text.ts';
import { type HeedDeps, heedCode, suppressByCode } from './heed-code.ts';
import { inParallel } from './in-parallel.ts';

export interface ResolveDeps extends HeedDeps {
  readonly ledger: Pick<TextLedger, 'find' | 'move'>;
  readonly subscribers: Pick<SubscriberStore, 'findMany' | 'move' | 'strike' | 'clearStrikes'>;
  readonly sentTexts: SentTexts;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
}

const minute = 60_000;
const hour = 60 * minute;
/** Twilio may list a text late. After the third look, only a callback can still say that it left. */
const lookAfterMs = [15 * minute, 2 * hour, 12 * hour];
/** Twilio drops a text after 4 hours at most, and may tell of it for another twelve. */
const lostAfterMs = 16 * hour;
/** Twilio's clock may be behind ours by so much. */
const clockSkewMs = minute;
/** Twilio asked at a time. */
const lanes = 4;

/** When a text in doubt is to be looked for next, or counts as lost, ms since 1970. */
export const nextLookAt = ({ at, looks }: Pick<LedgerRow, 'at' | 'looks'>): number =>
  Date.parse(at) + (lookAfterMs[looks] ?? lostAfterMs);

/**
 * Looks for texts in doubt among those that Twilio has for their phones, and answers the rows as they are then. One with exactly these
 * words, made since, proves that the text was taken; that there is none proves nothing. After the third look and 16 hours it is lost.
 * Nothing is ever posted from here, so whoever does it twice, or dies and does it again, asks Twilio twice. Where Twilio does not say, the
 * row stays as it is, and is looked for at the next look over its broadcast, until the 16 hours are over. No text is looked for after
 * `until` (ms since 1970).
 */
export const resolveUnknown =
  (deps: ResolveDeps) =>
  async (broadcast: Broadcast, rows: readonly LedgerRow[], until: number): Promise<readonly LedgerRow[]> => {
    const { subscribers, clock } = deps;
    const isDue = (row: LedgerRow): boolean => row.state === 'unknown' && nextLookAt(row) <= clock.now();
    const due = rows.filter(isDue);
    if (due.length === 0) return rows;
    const profiles = new Map((await subscribers.findMany(due.map(({ hash }) => hash))).map((one) => [one.hash, one]));
    const after = new Map(rows.map((row) => [row.hash, row]));
    await inParallel(lanes, due, async (row) => {
      if (clock.now() < until) after.set(row.hash, await resolve(deps, broadcast, row, profiles.get(row.hash)));
    });
    return [...after.values()];
  };

const resolve = async (
  deps: ResolveDeps,
  broadcast: Broadcast,
  row: LedgerRow,
  profile: Subscriber | undefined,
): Promise<LedgerRow> => {
  const { ledger, clock, log } = deps;
  const now = clock.now();
  const isLast = row.looks >= lookAfterMs.length;
  const isOver = now - Date.parse(row.at) >= lostAfterMs;
  let text: SentText | undefined;
  try {
    text = isLast ? undefined : await listed(deps, broadcast, row, profile);
    if (text) return await accepted(deps, row, text);
  } catch (error) {
    log.error('TEXT_NOT_LOOKED_FOR', error, { broadcastId: broadcast.id });
    // one that Twilio has is not lost, whatever failed after that
    if (text || !isOver) return row;
  }
  if (isOver) {
    const moved = await advanceText(ledger)(row, row, 'lost', new Date(now).toISOString());
    return moved?.row ?? row;
  }
  // the doubt is as old as it was
  const looks = row.looks + 1;
  const counted = await ledger.move(row, 'unknown', 'unknown', row.at, { looks });
  return counted ? { ...row, looks } : ((await ledger.find(row)) ?? row);
};

/** The text as Twilio lists it. Of somebody whose profile is gone nobody knows the number. */
const listed = async (
  { sentTexts, vault, newsroom }: ResolveDeps,
  broadcast: Broadcast,
  row: LedgerRow,
  profile: Subscriber | undefined,
): Promise<SentText | undefined> => {
  if (!profile) return undefined;
  const { body } = saidIn(newsroom, broadcast, row);
  const since = Date.parse(row.at) - clockSkewMs;
  const texts = await sentTexts.to(await vault.open(profile.phone, row.hash), since);
  return texts.find((text) => text.body === body && text.createdAt >= since);
};

/** What Twilio lists it has taken, whatever word it has for the state; a code means what it means in a callback. */
const accepted = async (deps: ResolveDeps, row: LedgerRow, { sid, status, code }: SentText): Promise<LedgerRow> => {
  const { ledger, subscribers, clock } = deps;
  const state = stateOfTwilio(status) ?? 'accepted';
  await suppressByCode(deps)(row.hash, code, sid);
  const moved = await advanceText(ledger)(row, row, state, new Date(clock.now()).toISOString(), { sid, code });
  if (moved?.change && state === 'undelivered') await heedCode(deps)(row, code);
  if (moved?.change && state === 'delivered' && row.struck) await subscribers.clearStrikes(row.hash);
  return moved?.row ?? row;
};
