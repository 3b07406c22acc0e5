import type { Partner } from '../domain/endpoint.ts';
import type { EndpointId, PartnerId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import type { Log } from '../ports/log.ts';
import type { Nudges } from '../ports/nudges.ts';
import type { PartnerNotice, PartnerNotices } from '../ports/partner-notices.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { type Correction, findCorrections } from './find-corrections.ts';
import { type HoldingsDeps, hadEarlier, holdings, isOutstanding } from './holdings.ts';
import { inParallel } from './in-parallel.ts';

export interface NudgeDeps extends HoldingsDeps {
  readonly rulings: Pick<RulingReader, 'corrections' | 'revisions'>;
  readonly endpoints: Pick<EndpointStore, 'listPartners' | 'list'>;
  readonly nudges: Nudges;
  readonly notices: PartnerNotices;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a run goes on; it ends with the page of partners that it is at. */
  readonly runMs: number;
}

type Outstanding = Extract<PartnerNotice, { kind: 'corrections-unacknowledged' }>['corrections'][number];

const hourMs = 3_600_000;
/** A partner has a day to republish a correction, and hears of it for a month. */
const graceMs = 24 * hourMs;
const remindedMs = 30 * 24 * hourMs;
const partnersPage = 100;
const endpointsPage = 100;
const atOnce = 4;
/** Of 2 kB at most each with its URL, beside contacts of under 1 kB each: a notice stays below the 256 kB of SNS. */
const correctionsInNotice = 50;
const contactsInNotice = 50;

/**
 * Tells of every partner that got an earlier revision of a ruling and does not say that it republished the correction: one notice for
 * each, of all its corrections (another for each 50 more), and none to whom it was told that day (UTC) already. The mark is written
 * after the telling, so who dies in between tells twice. A run whose time is over leaves word where it stopped; the next one goes on
 * from there and comes around to those before. One partner that cannot be told keeps nobody else from it; the first failure is thrown
 * in the end.
 */
export const nudgePartners = (deps: NudgeDeps) => async (): Promise<void> => {
  const { endpoints, nudges, clock, log, runMs } = deps;
  const startedAt = clock.now();
  const at = (time: number): string => new Date(time).toISOString();
  const day = at(startedAt).slice(0, 10);
  const corrections = await findCorrections(deps)(at(startedAt - remindedMs), at(startedAt - graceMs));
  if (corrections.length === 0) return;
  const nudge = nudgePage(deps, corrections, day);
  const began = await nudges.stoppedAfter();
  const failures: unknown[] = [];
  for await (const page of partnersAround(endpoints, began)) {
    failures.push(...(await nudge(page)));
    const last = page.at(-1)?.id;
    if (last === undefined || clock.now() - startedAt < runMs) continue;
    await nudges.stopAfter(last);
    log.warn('NUDGES_UNFINISHED', { stoppedAfter: last });
    if (failures.length > 0) throw failures[0];
    return;
  }
  if (began !== null) await nudges.stopAfter(null);
  if (failures.length > 0) throw failures[0];
};

/** All partners, a page at a time: those after `began`, and then those up to it. */
async function* partnersAround(
  endpoints: NudgeDeps['endpoints'],
  began: PartnerId | null,
): AsyncGenerator<readonly Partner[]> {
  yield* partnersBetween(endpoints, began, null);
  if (began !== null) yield* partnersBetween(endpoints, null, began);
}

async function* partnersBetween(
  endpoints: NudgeDeps['endpoints'],
  after: PartnerId | null,
  until: PartnerId | null,
): AsyncGenerator<readonly Partner[]> {
  let cursor: string | null = after;
  do {
    const page = await endpoints.listPartners(partnersPage, cursor ?? undefined);
    const within = page.items.filter(({ id }) => until === null || id <= until);
    yield within;
    cursor = within.length < page.items.length ? null : page.nextCursor;
  } while (cursor !== null);
}

/** Tells of those of a page that were not told of today; answers what went wrong. */
const nudgePage =
  (deps: NudgeDeps, corrections: readonly Correction[], day: string) =>
  async (page: readonly Partner[]): Promise<unknown[]> => {
    const told = await deps.nudges.lastTold(page.map(({ id }) => id));
    const left = page.filter(({ id }) => told.get(id) !== day);
    const theirs = await inParallel(atOnce, left, ({ id }) => endpointsOf(deps, id));
    const owed = theirs.flatMap(({ partnerId, ids }) => ids.map((endpointId) => ({ partnerId, endpointId })));
    const outstanding = new Map<PartnerId, Outstanding[]>(left.map(({ id }) => [id, []]));
    const held = await inParallel(atOnce, corrections, ({ rulingId }) => holdings(deps)(rulingId, owed));
    for (const [at, { rulingId, url, revision }] of corrections.entries())
      for (const holding of (held[at] ?? []).filter(hadEarlier(revision)).filter(isOutstanding(revision))) {
        const { partnerId, acknowledgedRevision } = holding;
        outstanding.get(partnerId)?.push({ rulingId, url, revision, acknowledgedRevision });
      }
    const failures: unknown[] = [];
    for (const { partnerId, contacts } of theirs) {
      try {
        await tell(deps, partnerId, contacts, outstanding.get(partnerId) ?? [], day);
      } catch (error) {
        deps.log.error('PARTNER_NOT_NUDGED', error, { partnerId });
        failures.push(error);
      }
    }
    return failures;
  };

const tell = async (
  { notices, nudges, log }: NudgeDeps,
  partnerId: PartnerId,
  contacts: readonly string[],
  corrections: readonly Outstanding[],
  day: string,
): Promise<void> => {
  if (corrections.length === 0) return;
  for (let from = 0; from < corrections.length; from += correctionsInNotice) {
    const some = corrections.slice(from, from + correctionsInNotice);
    await notices.tell({ kind: 'corrections-unacknowledged', partnerId, contacts, corrections: some });
  }
  await nudges.markTold(partnerId, day);
  log.info('PARTNER_NUDGED', { partnerId, corrections: corrections.length });
};

/** The ids of a partner's endpoints, and whom they name as their contacts, each once. */
const endpointsOf = async ({ endpoints }: NudgeDeps, partnerId: PartnerId) => {
  const ids: EndpointId[] = [];
  const contacts = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await endpoints.list(partnerId, endpointsPage, cursor);
    for (const { id, contact } of page.items) {
      ids.push(id);
      if (contact !== null) contacts.add(contact);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { partnerId, ids, contacts: [...contacts].slice(0, contactsInNotice) };
};
