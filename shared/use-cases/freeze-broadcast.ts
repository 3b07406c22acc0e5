import { type Broadcast, isClosed, kindOfEvent, variantFrom } from '../domain/broadcast.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import type { RulingId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Revision } from '../domain/ruling.ts';
import { audienceOfRuling } from '../domain/subscriber.ts';
import { correctionText, firstText, retractionText, type TextBody } from '../domain/text-body.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { recheckOf } from './text-due-work.ts';

export interface FreezeDeps {
  readonly rulings: Pick<RulingReader, 'head' | 'revision' | 'event'>;
  readonly broadcasts: BroadcastStore;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/**
 * `earlier`: the closed broadcasts of the ruling's earlier events, newest first. `fresh`: nobody planned any of it before. `silent`: the
 * event is not to be texted, and only who still waits in the newest earlier broadcast gets what is right now.
 */
export interface Frozen {
  readonly broadcast: Broadcast;
  readonly earlier: readonly Broadcast[];
  readonly fresh: boolean;
  readonly silent: boolean;
}

/** Whether phones are to hear of an event now. Updates and imports are never texted. */
export const isTexted = (event: Pick<RulingEvent, 'type' | 'texts' | 'origin'>): boolean =>
  event.texts === 'immediate' && event.origin === 'newsroom' && kindOfEvent[event.type] !== undefined;

/**
 * Settles what an event's broadcast says, and to whom it may go, once: whoever comes again finds it settled. It speaks of the newest
 * revision, so that silent edits are in it. An event that a later one overtook, which is texted itself, is stopped at birth: nobody gets
 * an old body, and the later one's audience has everybody who would have heard of this one. Earlier broadcasts are closed first, those
 * that were not even begun too, so that none of their texts leaves from then on.
 */
export const freezeBroadcast =
  (deps: FreezeDeps) =>
  async (event: RulingEvent): Promise<Frozen> => {
    const { rulings, broadcasts, clock } = deps;
    const id = broadcastOf(event);
    const silent = !isTexted(event);
    const known = await broadcasts.find(id);
    const earlier = event.type === 'ruling.published' ? [] : await closeEarlier(deps, event);
    if (known) return { broadcast: known, earlier, fresh: false, silent };

    const head = await rulings.head(event.rulingId);
    if (!head) throw new Error(`there is no head of ${event.rulingId}`);
    const overtaken =
      (head.status === 'retracted' && event.type !== 'ruling.retracted') ||
      (await someTexted(deps, event.rulingId, event.revision + 1, head.revision));
    const spoken = await revisionOf(deps, event.rulingId, overtaken ? event.revision : head.revision);
    const made = broadcastFor(deps, event, spoken, earlier, overtaken ? 'stopped' : 'planning');
    const fresh = await broadcasts.freeze(made, overtaken ? undefined : recheckOf(made, clock.now(), true));
    const broadcast = fresh ? made : await broadcasts.find(id);
    if (!broadcast) throw new Error(`the broadcast ${id} is gone`);
    return { broadcast, earlier, fresh, silent };
  };

const broadcastFor = (
  { newsroom, clock }: FreezeDeps,
  event: RulingEvent,
  { content, revision }: Revision,
  earlier: readonly Broadcast[],
  status: 'planning' | 'stopped',
): Broadcast => {
  const kind = kindOfEvent[event.type] ?? 'first';
  return {
    id: broadcastOf(event),
    rulingId: event.rulingId,
    eventId: event.id,
    eventRevision: event.revision,
    revision,
    kind,
    status,
    wide: kind === 'first' || (kind === 'correction' && earlier.length > 0 && !earlier.some(reachedEverybody)),
    audience: audienceOfRuling(content),
    rating: content.rating,
    variants: status === 'stopped' ? {} : variantsOf(newsroom, kind, content, event.note, earlier),
    actor: event.actor,
    createdAt: new Date(clock.now()).toISOString(),
    plannedAt: null,
  };
};

/** Whether everybody who wants such rulings has a row in it; otherwise its successor has to look for them. */
const reachedEverybody = ({ wide, plannedAt }: Broadcast): boolean => wide && plannedAt !== null;

const variantsOf = (
  newsroom: Newsroom,
  kind: Broadcast['kind'],
  content: Revision['content'],
  note: string | null,
  earlier: readonly Broadcast[],
): Record<string, TextBody> => {
  if (kind === 'first') return { first: firstText(newsroom, content) };
  const again = earlier.map((broadcast): [string, TextBody] => [
    variantFrom(broadcast),
    kind === 'retraction'
      ? retractionText(newsroom, content, note)
      : correctionText(newsroom, content, broadcast, note),
  ]);
  // an editor's own words for a correction speak to those who heard the error
  const first = kind === 'correction' ? { first: firstText(newsroom, { ...content, textBody: null }) } : {};
  return { ...Object.fromEntries(again), ...first };
};

/** The broadcasts of all earlier events that are texted, newest first, each of them closed. */
const closeEarlier = async (deps: FreezeDeps, { rulingId, revision }: RulingEvent): Promise<Broadcast[]> => {
  const known = new Map((await deps.broadcasts.ofRuling(rulingId)).map((made) => [made.eventRevision, made]));
  const closed: Broadcast[] = [];
  for (let number = revision - 1; number >= 1; number--) {
    const made = known.get(number) ?? (await neverBegun(deps, rulingId, number));
    if (made) closed.push(await close(deps, made));
  }
  return closed;
};

/**
 * A stopped broadcast in the place of one whose plan is yet to come, if its event is texted or could take over who waits: its message may
 * come late, and would text them once more.
 */
const neverBegun = async (deps: FreezeDeps, rulingId: RulingId, number: number): Promise<Broadcast | undefined> => {
  const revision = await revisionOf(deps, rulingId, number);
  const event = await eventOf(deps, revision);
  const mayTakeOver = event.origin === 'newsroom' && revision.revision > 1 && kindOfEvent[event.type] !== undefined;
  if (!isTexted(event) && !mayTakeOver) return undefined;
  const made = broadcastFor(deps, event, revision, [], 'stopped');
  return (await deps.broadcasts.freeze(made, undefined)) ? made : deps.broadcasts.find(made.id);
};

const close = async ({ broadcasts }: FreezeDeps, made: Broadcast): Promise<Broadcast> => {
  let now = made;
  while (!isClosed(now.status) && now.status !== 'done') {
    await broadcasts.setStatus(now.id, now.status, 'stopped');
    now = (await broadcasts.find(now.id)) ?? { ...now, status: 'stopped' };
  }
  return now;
};

const someTexted = async (deps: FreezeDeps, rulingId: RulingId, from: number, to: number): Promise<boolean> => {
  for (let number = from; number <= to; number++)
    if (isTexted(await eventOf(deps, await revisionOf(deps, rulingId, number)))) return true;
  return false;
};

const revisionOf = async ({ rulings }: FreezeDeps, rulingId: RulingId, number: number): Promise<Revision> => {
  const revision = await rulings.revision(rulingId, number);
  if (!revision) throw new Error(`there is no revision ${number} of ${rulingId}`);
  return revision;
};

const eventOf = async ({ rulings }: FreezeDeps, { sequence, rulingId }: Revision): Promise<RulingEvent> => {
  const event = await rulings.event(sequence);
  if (!event) throw new Error(`the event of a revision of ${rulingId} is not in the log`);
  return event;
};
