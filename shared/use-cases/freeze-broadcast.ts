import { type Broadcast, type EventBroadcast, kindOfEvent } from '../domain/broadcast.ts';
import { isStoppedAtBirth, owesCorrection } from '../domain/broadcast-plan.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import { textsOfEvent } from '../domain/event-texts.ts';
import type { RulingId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Revision } from '../domain/ruling.ts';
import { audienceOfRuling } from '../domain/subscriber.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import { closeEarlier, isOfEvent } from './close-earlier.ts';
import { recheckOf } from './text-due-work.ts';

export interface FreezeDeps {
  readonly rulings: Pick<RulingReader, 'head' | 'revision' | 'event'>;
  readonly broadcasts: BroadcastStore;
  readonly links: Pick<ShortLinks, 'shorten'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/**
 * `earlier`: what spoke of the ruling's earlier revisions, newest first: the closed broadcasts of its earlier events, digests, and answers.
 * `fresh`: nobody planned any of it before. `silent`: the event is not to be texted, and only who still waits in the newest earlier
 * broadcast gets what is right now. A retraction that is not texted is all the same not silent, where everybody who heard was owed a
 * correction whose plan it overtook.
 */
export interface Frozen {
  readonly broadcast: EventBroadcast;
  readonly earlier: readonly Broadcast[];
  readonly fresh: boolean;
  readonly silent: boolean;
}

/** Whether phones are to hear of an event now. Imports are never texted. */
export const isTexted = (event: Pick<RulingEvent, 'texts' | 'origin'>): boolean =>
  event.texts === 'immediate' && event.origin === 'newsroom';

/** Whether an event makes earlier words wrong, so that nobody may get them any more, be it texted or not. */
export const isCorrecting = ({ type }: Pick<RulingEvent, 'type'>): boolean =>
  type === 'ruling.corrected' || type === 'ruling.retracted';

/**
 * Settles what an event's broadcast says, and to whom it may go, once: whoever comes again finds it settled. It speaks of the newest
 * revision, so that silent edits are in it. An event that a later one overtook, which is texted itself, is stopped at birth: nobody gets
 * an old body, and the later one's audience has everybody who would have heard of this one. Earlier broadcasts are closed first, those
 * that were not even begun too, so that none of their texts leaves from then on. Its link is shortened before it is frozen: whoever dies
 * in between leaves a link that nobody has, and gets the same one again.
 */
export const freezeBroadcast =
  (deps: FreezeDeps) =>
  async (event: RulingEvent): Promise<Frozen> => {
    const { rulings, broadcasts, clock } = deps;
    const id = broadcastOf(event);
    const known = await ofEventWith(deps, id);
    const earlier =
      event.type === 'ruling.published'
        ? []
        : await closeEarlier(deps, (number) => neverBegun(deps, event.rulingId, number))(event);
    const owesAll = event.type === 'ruling.retracted' && (await owesEverybody(deps, earlier.filter(isOfEvent)));
    const silent = !isTexted(event) && !owesAll;
    if (known) return { broadcast: known, earlier, fresh: false, silent };

    const head = await rulings.head(event.rulingId);
    if (!head) throw new Error(`there is no head of ${event.rulingId}`);
    const overtaken =
      (head.status === 'retracted' && event.type !== 'ruling.retracted') ||
      (await someTexted(deps, event.rulingId, event.revision + 1, head.revision));
    const spoken = await revisionOf(deps, event.rulingId, overtaken ? event.revision : head.revision);
    const made = overtaken ? stoppedFor(deps, event, spoken) : await broadcastFor(deps, event, spoken, earlier);
    const due = overtaken ? undefined : recheckOf(made, clock.now(), { somebodyWaits: true });
    const fresh = await broadcasts.freeze(made, due);
    const broadcast = fresh ? made : await ofEventWith(deps, id);
    if (!broadcast) throw new Error(`the broadcast ${id} is gone`);
    return { broadcast, earlier, fresh, silent };
  };

const ofEventWith = async ({ broadcasts }: FreezeDeps, id: Broadcast['id']): Promise<EventBroadcast | undefined> => {
  const found = await broadcasts.find(id);
  return found && isOfEvent(found) ? found : undefined;
};

/** A broadcast that nothing is sent of. */
const stoppedFor = ({ clock }: FreezeDeps, event: RulingEvent, { content, revision }: Revision): EventBroadcast => ({
  id: broadcastOf(event),
  rulingId: event.rulingId,
  eventId: event.id,
  eventRevision: event.revision,
  revision,
  kind: kindOfEvent[event.type],
  status: 'stopped',
  wide: event.type === 'ruling.published',
  audience: audienceOfRuling(content),
  rating: content.rating,
  variants: {},
  actor: event.actor,
  createdAt: new Date(clock.now()).toISOString(),
  plannedAt: null,
  holdUntil: null,
  approval: 'none',
  approvedBy: null,
  pausedBecause: null,
  ownErrors: 0,
});

const broadcastFor = async (
  deps: FreezeDeps,
  event: RulingEvent,
  spoken: Revision,
  earlier: readonly Broadcast[],
): Promise<EventBroadcast> => {
  const { newsroom, links, clock } = deps;
  const { approval, holdSeconds } = newsroom.texts;
  const stopped = stoppedFor(deps, event, spoken);
  const ofEvents = earlier.filter(isOfEvent);
  const kind = event.type === 'ruling.updated' && owesCorrection(ofEvents) ? 'correction' : stopped.kind;
  const corrects = kind === 'correction' || kind === 'retraction';
  const code = await links.shorten({ url: spoken.content.url, broadcastId: stopped.id, rulingId: event.rulingId });
  return {
    ...stopped,
    kind,
    status: 'planning',
    wide: kind === 'first' || (kind !== 'retraction' && owesTheRuling(ofEvents)),
    variants: textsOfEvent(newsroom, event, spoken, earlier, `${newsroom.baseUrl}/s/${code}`),
    approval: corrects ? approval.corrections : approval.first,
    // a correction is not held: each minute more people may read the error
    holdUntil: corrects || holdSeconds === 0 ? null : new Date(clock.now() + holdSeconds * 1000).toISOString(),
  };
};

/** Whether there are people who were to hear of the ruling, and have no row yet: nobody is, where phones were never to hear of it. */
const owesTheRuling = (earlier: readonly EventBroadcast[]): boolean =>
  earlier.some(({ wide }) => wide) && !earlier.some(reachedEverybody);

/**
 * Whether everybody who heard of the ruling was owed a correction by text, none of which was begun. `earlier` are the broadcasts of its
 * events, newest first; what stands in the place of a correction that was not to be texted owes nothing.
 */
const owesEverybody = async (deps: FreezeDeps, earlier: readonly EventBroadcast[]): Promise<boolean> => {
  for (const made of earlier) {
    if (!isStoppedAtBirth(made)) return false;
    const ofCorrection = made.kind === 'correction';
    if (ofCorrection && isTexted(await eventOf(deps, await revisionOf(deps, made.rulingId, made.eventRevision))))
      return true;
  }
  return false;
};

/**
 * Whether everybody who wants such rulings has a row in it; otherwise its successor has to look for them. Who has none in one that was
 * called off is not to have one: a person said so.
 */
const reachedEverybody = ({ wide, plannedAt, status }: EventBroadcast): boolean =>
  status === 'cancelled' || (wide && plannedAt !== null);

/**
 * A stopped broadcast in the place of one whose plan is yet to come, if its event is texted or could take over who waits: its message may
 * come late, and would text them once more.
 */
const neverBegun = async (
  deps: FreezeDeps,
  rulingId: RulingId,
  number: number,
): Promise<EventBroadcast | undefined> => {
  const revision = await revisionOf(deps, rulingId, number);
  const event = await eventOf(deps, revision);
  const mayTakeOver = event.origin === 'newsroom' && isCorrecting(event);
  if (!isTexted(event) && !mayTakeOver) return undefined;
  const made = stoppedFor(deps, event, revision);
  return (await deps.broadcasts.freeze(made, undefined)) ? made : ofEventWith(deps, made.id);
};

const someTexted = async (deps: FreezeDeps, rulingId: RulingId, from: number, to: number): Promise<boolean> => {
  for (let number = from; number <= to; number++)
    if (isTexted(await eventOf(deps, await revisionOf(deps, rulingId, number)))) return true;
  return false;
};

type RulingsDeps = Pick<FreezeDeps, 'rulings'>;

const revisionOf = async ({ rulings }: RulingsDeps, rulingId: RulingId, number: number): Promise<Revision> => {
  const revision = await rulings.revision(rulingId, number);
  if (!revision) throw new Error(`there is no revision ${number} of ${rulingId}`);
  return revision;
};

const eventOf = async ({ rulings }: RulingsDeps, { sequence, rulingId }: Revision): Promise<RulingEvent> => {
  const event = await rulings.event(sequence);
  if (!event) throw new Error(`the event of a revision of ${rulingId} is not in the log`);
  return event;
};

/**
 * Whether a later event took over what was said of a ruling at a revision: it was corrected or withdrawn since, be it texted or not, or
 * updated by text. Nobody is to get the old words any more.
 */
export const overtakenSince =
  (deps: RulingsDeps) =>
  async (rulingId: RulingId, revision: number): Promise<boolean> => {
    const head = await deps.rulings.head(rulingId);
    for (let number = revision + 1; number <= (head?.revision ?? 0); number++) {
      const event = await eventOf(deps, await revisionOf(deps, rulingId, number));
      if (isTexted(event) || isCorrecting(event)) return true;
    }
    return false;
  };
