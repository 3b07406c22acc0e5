import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../shared/domain/event.ts';
import { buildArchives } from '../../shared/use-cases/build-archives.ts';
import { mortal } from '../fakes/mortal.ts';
import { archiveDesk } from '../samples/archive-desk.ts';
import { revising } from '../samples/commit.ts';

const inShort = () => '';
type Desk = ReturnType<typeof archiveDesk>;

const build = async (desk: Desk, ...events: EventMessage[]) => {
  desk.clock.advance(120_000);
  expect(await buildArchives(desk.depsOf())(events)).toEqual(new Map());
};

const newest = '/corrections/index.html';
const pageOf = (year: string) => `/corrections/${year}/index.html`;
const at = (day: string) => `${day}T10:00:00.000Z`;
const written = (desk: Desk, from = 0) =>
  [...new Set(desk.writes.slice(from).map(({ path }) => path))]
    .filter((path) => path.startsWith('/corrections'))
    .sort();
/** How often a headline or a note stands in a page. */
const count = (desk: Desk, path: string, words: string) => (desk.standing(path)?.body ?? '').split(words).length - 1;
const yearLinks = (desk: Desk, path: string) =>
  [...(desk.standing(path)?.body ?? '').matchAll(/href="\/corrections\/(\d{4})\/"/g)].map(([, year]) => year);

describe('the pages of corrections', () => {
  it('are one that says nothing was corrected, until something is', async () => {
    const desk = archiveDesk(inShort);
    const { published, message } = await desk.publish('2026-11-20');
    await build(desk, message);
    expect(written(desk)).toEqual([newest]);
    expect(count(desk, newest, 'nothing so far')).toBe(1);
    await build(desk, await desk.correct(published, at('2026-11-24'), {}));
    expect(written(desk)).toEqual([pageOf('2026'), newest]);
    for (const path of [newest, pageOf('2026')]) {
      expect(count(desk, path, 'An earlier version was wrong.')).toBe(1);
      expect(yearLinks(desk, path)).toEqual(['2026']);
    }
  });

  it('read no year for an event that no correction is about', async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2026-11-20');
    await build(desk, await desk.correct(published, at('2026-11-24'), {}));
    const deps = desk.depsOf();
    const refused: typeof deps.rulings.corrections = () => {
      throw new Error('a year is read');
    };
    const frugal = buildArchives({ ...deps, rulings: { ...desk.rulings, corrections: refused } });
    const { message } = await desk.publish('2026-11-25');
    expect(await frugal([message])).toEqual(new Map());
    const correction = await desk.correct(published, at('2026-11-26'), {});
    expect(await frugal([message, correction])).toEqual(
      new Map([message, correction].map(({ id }) => [id, new Error('a year is read')])),
    );
  });

  it('have each correction in the year of it, also after another year has the next one', async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2024-11-20');
    await build(desk, await desk.correct(published, at('2024-12-31'), { rating: 'true' }));
    await build(desk, await desk.correct(published, at('2026-01-01'), { headline: 'Another headline' }));
    for (const [path, words] of [
      [pageOf('2024'), 'December 31, 2024'],
      [pageOf('2026'), 'January 1, 2026'],
      [newest, 'January 1, 2026'],
    ] as const) {
      expect(count(desk, path, words)).toBe(1);
      expect(count(desk, path, 'An earlier version was wrong.')).toBe(1);
      expect(count(desk, path, 'Another headline')).toBe(1);
    }
    expect(yearLinks(desk, pageOf('2024'))).toEqual(['2026', '2024']);
    expect(yearLinks(desk, pageOf('2026'))).toEqual(['2026', '2024']);
    expect(yearLinks(desk, newest)).toEqual(['2026', '2024']);
  });

  it('are written for the years touched alone', async () => {
    const desk = archiveDesk(inShort);
    const old = await desk.publish('2023-11-20');
    const new_ = await desk.publish('2026-11-20');
    for (const day of ['2023-12-01', '2024-12-01', '2025-12-01'])
      await build(desk, await desk.correct(old.published, at(day), {}));
    await build(desk, await desk.correct(new_.published, at('2026-11-24'), {}));
    const before = desk.writes.length;
    await build(desk, await desk.correct(new_.published, at('2026-11-25'), {}));
    expect(written(desk, before)).toEqual([pageOf('2026'), newest]);
  });

  it('link a year that comes late with those beside it', async () => {
    const desk = archiveDesk(inShort);
    const first = await desk.publish('2023-11-20');
    const second = await desk.publish('2024-11-20');
    const third = await desk.publish('2025-11-20');
    await build(
      desk,
      await desk.correct(first.published, at('2023-12-01'), {}),
      await desk.correct(third.published, at('2025-12-01'), {}),
    );
    expect(yearLinks(desk, pageOf('2025'))).toEqual(['2025', '2023']);
    await build(desk, await desk.correct(second.published, at('2024-12-01'), {}));
    expect(yearLinks(desk, pageOf('2023'))).toEqual(['2024', '2023']);
    expect(yearLinks(desk, pageOf('2024'))).toEqual(['2025', '2024', '2023']);
    expect(yearLinks(desk, pageOf('2025'))).toEqual(['2025', '2024']);
    expect(yearLinks(desk, newest)).toEqual(['2025', '2024', '2023']);
  });

  it('have what was corrected before there were such pages, whatever event comes first', async () => {
    for (const first of ['published', 'corrected'] as const) {
      const desk = archiveDesk(inShort);
      const old = await desk.publish('2022-11-20');
      await desk.correct(old.published, at('2022-12-01'), { rating: 'true' });
      await desk.retract(old.published, at('2024-02-01'));
      const { published, message } = await desk.publish('2026-11-20');
      await desk.correct(published, at('2025-12-01'), {});
      await build(desk, first === 'published' ? message : await desk.correct(published, at('2026-11-24'), {}));
      const years = ['2022', '2024', '2025', ...(first === 'corrected' ? ['2026'] : [])];
      expect(await desk.directory.yearsOfCorrections()).toEqual(years.map((year) => ({ year, linked: true })));
      expect(written(desk)).toEqual([...years.map(pageOf), newest]);
      expect(yearLinks(desk, newest)).toEqual(years.toReversed());
      expect(yearLinks(desk, pageOf('2024'))).toEqual(['2025', '2024', '2022']);
      expect(count(desk, pageOf('2022'), 'Retracted since')).toBe(1);
      expect(count(desk, pageOf('2024'), 'It was wrong.')).toBe(1);
      expect(count(desk, newest, 'nothing so far')).toBe(0);
    }
  });

  it('follow what happens to a corrected ruling, and keep it when it is retracted', async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2025-11-20');
    await build(desk, await desk.correct(published, at('2025-12-01'), {}));
    const changes = { headline: 'A typo less', url: 'https://newsroom.example/moved' };
    const ask = { kind: 'update', edit: 'minor', note: null, changes } as const;
    const minor = await desk.commit(await revising(desk.rulings, published, at('2026-01-02'), ask));
    await build(desk, minor);
    expect(count(desk, pageOf('2025'), '<a href="https://newsroom.example/moved">A typo less</a>')).toBe(1);
    expect(written(desk)).not.toContain(pageOf('2026'));
    await build(desk, await desk.retract(published, at('2026-01-03')));
    expect(count(desk, pageOf('2025'), 'Retracted since')).toBe(1);
    expect(count(desk, pageOf('2026'), 'It was wrong.')).toBe(1);
    expect(count(desk, newest, '<strong class="tag bad">Retracted</strong>')).toBe(1);
  });

  it('do not change when messages come twice, or an old one late', async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2025-11-20');
    const events = [
      await desk.correct(published, at('2025-12-01'), { rating: 'true' }),
      await desk.correct(published, at('2026-01-01'), { rating: 'half-true' }),
    ];
    await build(desk, ...events);
    const before = desk.writes.length;
    for (const event of [...events, ...events.toReversed()]) await build(desk, event);
    expect(written(desk, before)).toEqual([]);
  });
});

describe('who dies at the pages of corrections', () => {
  /** Corrections of three years, of which no page tells yet. */
  const untold = async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2023-11-20');
    await desk.correct(published, at('2023-12-01'), { rating: 'true' });
    await desk.correct(published, at('2024-12-01'), { rating: 'half-true' });
    const other = await desk.publish('2025-11-20');
    await desk.retract(other.published, at('2025-12-01'));
    const { message } = await desk.publish('2026-11-20');
    desk.clock.advance(120_000);
    return { desk, events: [message] };
  };
  /** A year that stands, and corrections of it, of one before it and of one after it. */
  const world = async () => {
    const desk = archiveDesk(inShort);
    const { published } = await desk.publish('2023-11-20');
    await build(desk, await desk.correct(published, at('2024-02-01'), { rating: 'true' }));
    const other = await desk.publish('2023-11-21');
    const events = [
      await desk.correct(other.published, at('2023-12-01'), { rating: 'half-true' }),
      await desk.correct(published, at('2024-03-01'), {}),
      await desk.correct(other.published, at('2025-12-01'), {}),
    ];
    desk.clock.advance(120_000);
    return { desk, events };
  };
  const told = (desk: Desk) =>
    [...desk.all()]
      .filter(([path]) => path.startsWith('/corrections'))
      .map(([path, body]) => [path, body.replace(/rul_\w{26}/g, 'rul_')])
      .sort();

  it.each([
    ['beside a year that stands', world],
    ['where all are older than their pages', untold],
  ])('leaves nothing that the message does not mend, at whatever call it is: %s', async (_, begin) => {
    const alive = await begin();
    const life = mortal();
    expect(await buildArchives(alive.desk.depsOf(life))(alive.events)).toEqual(new Map());
    const wanted = told(alive.desk);
    expect(wanted.map(([path]) => path)).toEqual([pageOf('2023'), pageOf('2024'), pageOf('2025'), newest]);
    for (let call = 1; call <= life.calls(); call++) {
      const { desk, events } = await begin();
      const failures = await buildArchives(desk.depsOf(mortal(call)))(events).catch(
        () => new Map(events.map(({ id }) => [id, null])),
      );
      // what failed comes again, one by one and in another order
      for (const event of events.toReversed()) if (failures.has(event.id)) await build(desk, event);
      expect(told(desk), `call ${call}`).toEqual(wanted);
      expect((await desk.directory.yearsOfCorrections()).every(({ linked }) => linked)).toBe(true);
    }
  });
});
