import { edits } from '../../shared/domain/event.ts';
import { type EventId, makeId, type RulingId, type ScheduledId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { firstRevision } from '../../shared/domain/revise.ts';
import { callOffScheduled } from '../../shared/use-cases/call-off-scheduled.ts';
import { type Committed, commitEvent } from '../../shared/use-cases/commit-event.ts';
import { publishRuling, settle } from '../../shared/use-cases/publish-ruling.ts';
import { reviseRuling } from '../../shared/use-cases/revise-ruling.ts';
import { type Saved, saveBySource } from '../../shared/use-cases/save-by-source.ts';
import { publishOrSchedule, type ScheduleDeps } from '../../shared/use-cases/schedule-ruling.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { type Chance, chanceOf } from './chance.ts';
import { changesOf, draftOf, reviseOf } from './drafts.ts';
import type { World } from './world.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** What a writer was told: the event that its request made, and the request's idempotency key. */
export interface Acknowledged {
  readonly eventId: EventId;
  readonly sequence: number;
  readonly key: string | null;
}

/** What an editor was told was scheduled; its key is in its summary. */
export interface ToldScheduled {
  readonly id: ScheduledId;
  readonly key: string;
  /** Whether the editor was told that it was called off; one who was not may have called it off all the same. */
  calledOff: boolean;
  /** Whether the editor tried to. */
  unwanted: boolean;
}

interface Newsroom {
  readonly scheduled: readonly ToldScheduled[];
  readonly acknowledged: readonly Acknowledged[];
  /** The idempotency keys of requests that were refused. */
  readonly refused: readonly string[];
  /** When everybody has done what they had to do. */
  readonly done: Promise<void>;
}

/** Editors and a CMS at work at once, each of whom tries again when the answer is an error, or does not come. */
export const newsroomWorks = (seed: number, world: World): Newsroom => {
  const { clock, invoke, functions, rulings, trace } = world;
  const acknowledged: Acknowledged[] = [];
  const refused: string[] = [];
  const scheduled: ToldScheduled[] = [];

  /** Undefined when the writer gave up. A client may lose patience while its request is still at work. */
  const answered = async <Answer, Refusal extends { kind: string }>(
    chance: Chance,
    ask: (deps: ScheduleDeps) => Promise<Result<Answer, Refusal>>,
    tries: number,
    whenRefused: () => void = () => {},
  ): Promise<Answer | undefined> => {
    for (let at = 0; at < tries; at += 1) {
      const patience = clock.sleep(chance.pick([2 * second, 30 * second])).then(() => ({ kind: 'late' }) as const);
      const request = invoke('newsroom-api', 29 * second, (life) => ask(functions.publishing(life)));
      const ending = await Promise.race([request, patience]);
      if (ending.kind === 'answered' && ending.answer.ok) return ending.answer.value;
      if (ending.kind === 'answered' && !ending.answer.ok && ending.answer.error.kind !== 'busy') {
        whenRefused();
        return undefined;
      }
      await clock.sleep(chance.between(0, 5 * second));
    }
    return undefined;
  };
  const note = (committed: Committed | Saved | undefined, key: string | null): void => {
    if (committed === undefined || !('event' in committed)) return;
    const { id: eventId, sequence } = committed.event;
    acknowledged.push({ eventId, sequence, key });
  };

  const published = new Map<string, RulingId>();
  const publish = async (chance: Chance, slug: string, key: string): Promise<void> => {
    const wanted = draftOf(chance, slug, key);
    const committed = await answered(
      chance,
      (deps) => publishRuling(deps)(wanted, editor, { key, requestHash: key }),
      40,
      () => refused.push(key),
    );
    note(committed, key);
    if (committed) published.set(slug, committed.revision.rulingId);
  };
  const importOne = async (chance: Chance, slug: string): Promise<void> => {
    const wanted = draftOf(chance, slug, slug);
    const committed = await answered(
      chance,
      (deps) => {
        const [now, id] = [deps.clock.now(), makeId('ruling', deps.clock.now(), deps.random)];
        const act = { eventId: makeId('event', now, deps.random), at: new Date(now).toISOString(), actor: editor };
        const first = firstRevision(id, settle(deps, wanted, now), act, 'import');
        return commitEvent(deps)({ ...first, previous: undefined, idempotency: undefined });
      },
      1,
    );
    note(committed, null);
    if (committed) published.set(slug, committed.revision.rulingId);
  };
  const revise = async (chance: Chance, id: RulingId, words: string): Promise<void> => {
    const head = await rulings.head(id);
    if (!head) return;
    const ask = reviseOf(chance, words);
    // the revision that the editor saw stays the same however often the request is sent
    note(await answered(chance, (deps) => reviseRuling(deps)(id, head.revision, ask, editor), 5), null);
  };
  /** A CMS that saves one state of an article after the other, and takes changes back: rulings enter feeds and leave them again. */
  const save = async (chance: Chance, externalId: string): Promise<void> => {
    const wanted = draftOf(chance, externalId, externalId);
    const states = [wanted, { ...wanted, ...changesOf(chance) }] as const;
    const edit = { kind: chance.pick(edits), note: chance.happens(0.5) ? 'The CMS saved it again.' : null };
    for (let times = chance.between(1, 5); times > 0; times -= 1) {
      const state = states[times % 2] ?? wanted;
      note(await answered(chance, (deps) => saveBySource(deps)(externalId, state, edit, editor), 5), null);
    }
  };

  const slugs = Array.from({ length: chanceOf(seed, 'slugs').between(1, 3) }, (_, at) => `ruling-${at}`);
  const work = async (name: string): Promise<void> => {
    const chance = chanceOf(seed, name);
    for (let act = chance.between(2, 6); act > 0; act -= 1) {
      await clock.sleep(chance.between(0, chance.pick([0, 500, 3 * second, 2 * minute, 40 * minute])));
      const slug = chance.pick(['ruling-0', ...slugs]);
      const id = published.get(slug);
      if (chance.happens(0.3)) await save(chance, chance.pick(['cms-1', 'cms-2']));
      else if (id !== undefined) await revise(chance, id, `${name} ${act}`);
      else if (chance.happens(0.1)) await importOne(chance, slug);
      else await publish(chance, slug, `${name}-${act}`);
    }
    if (!chance.happens(0.35)) return;
    // back at nine in New York, when digests are made there
    const nine = (Math.floor((clock.now() - 14 * hour) / (24 * hour)) + 1) * 24 * hour + 14 * hour;
    await clock.sleep(nine - clock.now() + chance.between(0, chance.pick([2 * minute, 40 * minute])));
    for (const id of published.values()) await revise(chance, id, `${name} in the morning`);
  };
  const schedule = async (chance: Chance, slug: string, key: string): Promise<void> => {
    const wanted = draftOf(chance, slug, key);
    // further ahead than a request that somebody lost patience with may still be at work
    const publishAt = new Date(
      clock.now() + minute + chance.between(0, chance.pick([minute, 40 * minute])),
    ).toISOString();
    const idempotency = { key, requestHash: key };
    const accepted = await answered(
      chance,
      (deps) => publishOrSchedule(deps)(wanted, publishAt, editor, idempotency),
      40,
      () => refused.push(key),
    );
    if (accepted?.kind === 'published') note(accepted, key);
    if (accepted?.kind !== 'scheduled') return;
    const told: ToldScheduled = { id: accepted.scheduled.id, key, calledOff: false, unwanted: chance.happens(0.4) };
    scheduled.push(told);
    if (!told.unwanted) return;
    await clock.sleep(chance.between(0, Date.parse(publishAt) - clock.now() + chance.between(0, minute)));
    told.calledOff =
      (await answered(chance, async (deps) => ok(await callOffScheduled(deps)(told.id, editor)), 3)) ?? false;
  };
  const planAhead = async (name: string): Promise<void> => {
    const chance = chanceOf(seed, name);
    for (let act = chance.between(0, 3); act > 0; act -= 1) {
      await clock.sleep(chance.between(0, chance.pick([3 * second, 10 * minute])));
      const slug = chance.happens(0.3) ? 'ruling-0' : `${name}-${act}`;
      await schedule(chance, slug, `${name}-${act}`);
    }
  };
  const writers = [planAhead('planner'), ...['editor-1', 'editor-2', 'editor-3'].map(work)];
  return {
    acknowledged,
    refused,
    scheduled,
    done: Promise.all(writers).then(() => trace.note('newsroom', 'goes home')),
  };
};
