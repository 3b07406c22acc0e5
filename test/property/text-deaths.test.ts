import { expect, it } from 'vitest';
import type { LedgerRow } from '../../shared/domain/broadcast.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { audienceOf } from '../../shared/domain/text-counts.ts';
import { reached } from '../../shared/domain/text-ledger.ts';
import { type Behaviour, takes } from '../fakes/text-sender.ts';
import { frozenDigest, rowIn } from '../samples/heard-otherwise.ts';
import { hash } from '../samples/texting.ts';
import { corrected } from '../samples/told-ruling.ts';
import { reaper } from './reaper.ts';
import { countedIn, people, type TextLife, textLife } from './text-lives.ts';

/** A life of some texts. `begin` is called where deaths begin to matter; `resent` says whom an editor had texted again. */
interface Story {
  readonly behave?: Behaviour;
  readonly live: (life: TextLife, begin: () => void) => Promise<void>;
  readonly check: (life: TextLife, place: string) => Promise<void>;
  /** So many texts with the same words one phone may have; two where an editor had one sent again. */
  readonly mostAlike?: number;
}

const rowsOf = (life: TextLife, last: number): LedgerRow[] =>
  life.ledger.all().filter((row) => row.hash === hash(last));
const inDoubt = ({ state }: LedgerRow): boolean => state === 'unknown' || state === 'lost';

/** What holds of every life, wherever a process died: nobody texted twice, one state each, nobody waits, and the tallies are the ledger. */
const checkAlways = async (life: TextLife, place: string, mostAlike: number): Promise<void> => {
  const rows = life.ledger.all();
  for (const last of people) {
    const texts = life.textsTo(last);
    for (const [body, alike] of Map.groupBy(texts, (text) => text))
      expect(alike.length, `${place}: ${last} got so often: ${body}`).toBeLessThanOrEqual(mostAlike);
    const told = rowsOf(life, last).filter(({ state }) => reached.includes(state));
    for (const [what, by] of Map.groupBy(
      told.flatMap((row) => row.rulings),
      ({ rulingId, revision }) => `${rulingId} ${revision}`,
    ))
      expect(by.length, `${place}: ${last} was told by so many broadcasts of ${what}`).toBe(1);
  }
  const places = rows.map((row) => `${row.broadcastId} ${row.hash}`);
  expect(new Set(places).size, `${place}: rows of one person in one broadcast`).toBe(places.length);
  for (const row of rows) expect(['pending', 'deferred', 'posting'], `${place}: a row rests`).not.toContain(row.state);
  const counted = countedIn(rows);
  for (const [id, tally] of await life.tallied())
    if (audienceOf(tally) > 0 || counted.has(id)) expect(tally, `${place}: tallies of ${id}`).toEqual(counted.get(id));
};

const liveThrough = async (story: Story, at: number, when: 'before' | 'after') => {
  const death = reaper(at, when);
  const life = await textLife(death, story.behave);
  let from = 0;
  await story.live(life, () => {
    from = death.calls();
  });
  const calls = death.calls();
  for (const { id } of life.broadcasts.all()) await life.do({ kind: 'recheck', broadcastId: id });
  return { life, from, calls };
};

/** A life takes 10 to 50 ms of a core, and there are a few hundred to a story. */
const timeout = 180_000;

const dieEverywhere = async (story: Story): Promise<void> => {
  const { from, calls } = await liveThrough(story, Number.POSITIVE_INFINITY, 'before');
  expect(calls - from).toBeGreaterThan(10);
  for (let at = from; at <= calls; at++)
    for (const when of ['before', 'after'] as const) {
      const { life } = await liveThrough(story, at, when);
      await checkAlways(life, `${when} call ${at}`, story.mostAlike ?? 1);
      await story.check(life, `${when} call ${at}`);
    }
};

/** Each has a text of the newest revision, or is in doubt about it: the one that the dead process was at. */
const allHaveTheNewest = (life: TextLife, words: RegExp, place: string): void => {
  const doubtful = people.filter((last) => !words.test(life.textsTo(last).at(-1) ?? ''));
  for (const last of doubtful) expect(rowsOf(life, last).some(inDoubt), `${place}: ${last} is in doubt`).toBe(true);
  // a batch of three is texted side by side
  expect(doubtful.length, `${place}: in doubt`).toBeLessThanOrEqual(3);
};

it(
  'a first text: wherever a process dies, no phone is texted twice, nobody is forgotten, and the tallies are the ledger',
  () =>
    dieEverywhere({
      live: async (life) => {
        const { sequence } = await life.publish();
        await life.tell(sequence);
        await life.work();
        await life.pass(2);
      },
      check: async (life, place) => {
        expect(life.ledger.all().length, place).toBe(people.length);
        allHaveTheNewest(life, /Claim rated FALSE/, place);
      },
    }),
  timeout,
);

it(
  'a correction while the first text is half out',
  () =>
    dieEverywhere({
      live: async (life, begin) => {
        const { published, sequence } = await life.publish();
        await life.tell(sequence);
        begin();
        await life.work(1);
        await life.tell(await life.revise(published, corrected));
        await life.work();
        await life.pass(2);
      },
      check: async (life, place) => {
        expect(life.broadcasts.all(), place).toHaveLength(2);
        expect(life.ledger.all().length, `${place}: all have a row in both`).toBe(2 * people.length);
        allHaveTheNewest(life, /HALF TRUE/, place);
        for (const last of people) {
          const [first, correction] = rowsOf(life, last);
          // told of a correction is who got the error, or may have got it
          const heard = first !== undefined && reached.includes(first.state);
          expect(correction?.variant === 'first', `${place}: ${last} is ${first?.state}`).toBe(!heard);
        }
      },
    }),
  timeout,
);

it(
  'a digest whose ruling is corrected while it is half out',
  () =>
    dieEverywhere({
      live: async (life, begin) => {
        const { published } = await life.publish('digest');
        const digest = await frozenDigest(life, [published.revision], { status: 'sending' });
        for (const last of people) await rowIn(life, digest, last, 'pending');
        await life.do({ kind: 'recheck', broadcastId: digest.id });
        begin();
        await life.work(1);
        await life.tell(await life.revise(published, corrected));
        await life.work();
        await life.pass(2);
      },
      check: async (life, place) => {
        expect(life.broadcasts.all(), place).toHaveLength(2);
        expect(life.ledger.all().length, `${place}: all have a row in both`).toBe(2 * people.length);
        allHaveTheNewest(life, /HALF TRUE/, place);
      },
    }),
  timeout,
);

it(
  'a correction without a text while the first text is planned',
  () =>
    dieEverywhere({
      live: async (life) => {
        const { published, sequence } = await life.publish();
        const { markPlanned } = life.broadcasts;
        let sent = 0;
        // the first of two shards is marked when the correction comes
        life.broadcasts.markPlanned = async (...args) => {
          life.broadcasts.markPlanned = markPlanned;
          const marked = await markPlanned(...args);
          const correction = await life.revise(published, { ...corrected, texts: 'none' });
          sent = life.sender.taken.length;
          await life.tell(correction);
          return marked;
        };
        await life.tell(sequence);
        await life.work();
        await life.pass(2);
        for (const { body } of life.sender.taken.slice(sent)) expect(body).not.toMatch(/Claim rated FALSE/);
      },
      check: async (life, place) => {
        for (const last of people) {
          const forgotten = life.textsTo(last).length === 0 && !rowsOf(life, last).some(inDoubt);
          expect(forgotten, `${place}: ${last} was told nothing`).toBe(false);
        }
        expect(Math.max(...people.map((last) => life.textsTo(last).length)), place).toBe(1);
      },
    }),
  timeout,
);

/** The first three texts are in doubt: Twilio has the first of them. */
const doubtful: Behaviour = (text, number) =>
  number > 3 ? takes(text, number) : { taken: number === 1, says: { kind: 'unknown', reason: 'timeout' } };

it(
  'texts in doubt, which are looked for, are lost, and are sent again by an editor',
  () =>
    dieEverywhere({
      behave: doubtful,
      live: async (life, begin) => {
        const { published, sequence } = await life.publish();
        await life.tell(sequence);
        await life.work();
        begin();
        await life.pass(66);
        const editor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;
        await life.do({ kind: 'resend', broadcastId: broadcastOf(published.event), actor: editor });
        await life.work();
        await life.pass(2);
      },
      check: async (life, place) => {
        expect(life.ledger.all().length, place).toBe(people.length);
        allHaveTheNewest(life, /Claim rated FALSE/, place);
      },
    }),
  timeout,
);

it(
  'texts in doubt that are lost, sent again, and corrected before they leave',
  () =>
    dieEverywhere({
      behave: doubtful,
      live: async (life, begin) => {
        const { published, sequence } = await life.publish();
        await life.tell(sequence);
        await life.work();
        await life.pass(66);
        begin();
        const editor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;
        await life.do({ kind: 'resend', broadcastId: broadcastOf(published.event), actor: editor });
        life.batches.sent.splice(0);
        await life.tell(await life.revise(published, corrected));
        await life.work();
        await life.pass(2);
      },
      check: async (life, place) => {
        const [first] = people;
        // Twilio had the first text of this one, and nothing was ever heard of it
        for (const text of life.textsTo(first ?? 0).slice(1)) expect(text, place).toMatch(/^CORRECTION/);
        for (const last of people)
          expect(rowsOf(life, last)[1]?.variant, `${place}: ${last} may have had the error`).toBe('from#1');
        allHaveTheNewest(life, /HALF TRUE/, place);
      },
    }),
  timeout,
);

it(
  'callbacks: what Twilio says is written down, and counts once',
  () =>
    dieEverywhere({
      live: async (life, begin) => {
        const { sequence } = await life.publish();
        await life.tell(sequence);
        await life.work();
        begin();
        const [one, two, three, ...others] = life.ledger.all();
        if (!one || !two || !three) throw new Error('no rows');
        await life.hear(one, 'delivered');
        await life.hear(two, 'undelivered', '30003');
        await life.hear(three, 'undelivered', '21610');
        for (const row of others) await life.hear(row, 'delivered');
      },
      check: async (life, place) => {
        const states = life.ledger.all().map(({ state }) => state);
        expect(states, place).toEqual([
          'delivered',
          'undelivered',
          'undelivered',
          'delivered',
          'delivered',
          'delivered',
        ]);
        const [, two, three] = life.ledger.all();
        const strikes = (await life.subscribers.find(two?.hash ?? hash(0)))?.strikes?.count ?? 0;
        expect(strikes, `${place}: strikes`).toBeLessThanOrEqual(1);
        expect((await life.subscribers.find(three?.hash ?? hash(0)))?.status, place).toBe('suppressed');
      },
    }),
  timeout,
);
