import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../shared/domain/facet.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { reviseRuling } from '../../shared/use-cases/revise-ruling.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';

const nothing = 'rul_01JD4Z00000000000000000009';

const setUp = () => {
  const clock = sleeplessClock('2026-11-20T12:00:00.000Z');
  const deps = newsroomDeps({ clock });
  const publish = async (slug: string, differs: Record<string, unknown> = {}) => {
    clock.advance(60_000);
    const done = await publishRuling(deps)(draft({ slug, ...differs }), editor);
    if (!done.ok) throw new Error(done.error.kind);
    return done.value;
  };
  const revise = async ({ revision }: Awaited<ReturnType<typeof publish>>, ask: Revise) => {
    clock.advance(60_000);
    const head = await deps.rulings.head(revision.rulingId);
    const done = await reviseRuling(deps)(revision.rulingId, head?.revision ?? 0, ask, editor);
    if (!done.ok) throw new Error(done.error.kind);
    return done.value;
  };
  return { deps, publish, revise };
};
const update = (changes: Extract<Revise, { kind: 'update' }>['changes']): Revise => ({
  ...{ kind: 'update', edit: 'update', note: null, changes },
});
const correct = (rating: string): Revise => ({
  ...{ kind: 'correction', note: 'We erred.', changes: { rating }, texts: null },
});
const retraction: Revise = { kind: 'retraction', note: 'Never said.', texts: null };
const old = { topics: ['taxes'], publishedAt: '2025-03-01T12:00:00Z' };

describe('an event', () => {
  it('of a ruling by itself touches its own facets and its month', async () => {
    const { publish } = setUp();
    const { event, revision } = await publish('alone', { topics: ['taxes'] });
    expect(event).toMatchObject({ facets: facetsOf(revision.content), months: ['2026-11'] });
    expect(event.facets).toContain('topic#taxes');
  });

  it('of a translation touches the feeds and the month of what it translates, each once', async () => {
    const { publish, revise } = setUp();
    const original = await publish('original', old);
    const translation = { language: 'es', topics: ['impuestos'], translationOf: original.revision.rulingId };
    const spanish = await publish('spanish', translation);
    const both = [...facetsOf(spanish.revision.content), 'topic#taxes', 'language#en'];
    expect(spanish.event.facets.toSorted()).toEqual(both.toSorted());
    expect(spanish.event.months.toSorted()).toEqual(['2025-03', '2026-11']);
    // its URL may have changed
    const again = await revise(spanish, update({ headline: 'Mended' }));
    expect(again.event.facets.toSorted()).toEqual(both.toSorted());
    expect(again.event.months.toSorted()).toEqual(['2025-03', '2026-11']);
    const gone = await revise(spanish, retraction);
    expect(gone.event.facets).toEqual(expect.arrayContaining(['topic#taxes', 'language#en', 'corrections']));
    expect(gone.event.months.toSorted()).toEqual(['2025-03', '2026-11']);
  });

  it('that makes a ruling a translation of another one touches what it translated before, too', async () => {
    const { publish, revise } = setUp();
    const first = await publish('first', old);
    const second = await publish('second', { topics: ['health'], publishedAt: '2025-05-01T12:00:00Z' });
    const spanish = await publish('spanish', { language: 'es', translationOf: first.revision.rulingId });
    const moved = await revise(spanish, update({ translationOf: second.revision.rulingId }));
    expect(moved.event.facets).toEqual(expect.arrayContaining(['topic#taxes', 'topic#health']));
    expect(moved.event.months.toSorted()).toEqual(['2025-03', '2025-05', '2026-11']);
    const alone = await revise(spanish, update({ translationOf: null }));
    expect(alone.event.facets).toContain('topic#health');
    expect(alone.event.facets).not.toContain('topic#taxes');
    expect(alone.event.months.toSorted()).toEqual(['2025-05', '2026-11']);
  });

  it('that moves to another address or language touches all that lead to it, and no other edit does', async () => {
    const { publish, revise } = setUp();
    const first = await publish('first', old);
    await publish('spanish', { language: 'es', translationOf: first.revision.rulingId, topics: ['impuestos'] });
    const moved = await revise(first, update({ url: 'https://newsroom.example/moved' }));
    expect(moved.event.facets).toEqual(expect.arrayContaining(['topic#impuestos', 'language#es']));
    expect(moved.event.months).toContain('2026-11');
    const spoken = await revise(first, update({ language: 'fr' }));
    expect(spoken.event.facets).toContain('topic#impuestos');
    expect((await revise(first, update({ headline: 'Another' }))).event.facets).not.toContain('topic#impuestos');
    expect((await revise(first, retraction)).event.facets).toContain('topic#impuestos');
  });

  it('touches each feed that the ruling bade farewell: what stands there may have to be told', async () => {
    const { publish, revise } = setUp();
    const ruling = await publish('moving');
    const ratingsOf = (event: { readonly facets: readonly string[] }) =>
      event.facets.filter((facet) => facet.startsWith('rating#')).toSorted();
    const all = ['rating#false', 'rating#half-true', 'rating#true'];
    expect(ratingsOf((await revise(ruling, correct('half-true'))).event)).toEqual(['rating#false', 'rating#half-true']);
    expect(ratingsOf((await revise(ruling, correct('true'))).event)).toEqual(all);
    expect(ratingsOf((await revise(ruling, retraction)).event)).toEqual(all);
  });
});

describe('a translation of nothing, or of itself', () => {
  const refused = { ok: false, error: { kind: 'nothing-to-translate' } };

  it('is not published', async () => {
    const { deps } = setUp();
    expect(await publishRuling(deps)(draft({ translationOf: nothing }), editor)).toEqual(refused);
    expect(await deps.rulings.lastSequence()).toBe(0);
  });

  it('is what no ruling becomes, by an update or a correction', async () => {
    const { deps, publish } = setUp();
    const { revision } = await publish('alone');
    for (const translationOf of [nothing, revision.rulingId] as const) {
      const changes = { translationOf };
      for (const ask of [update(changes), { kind: 'correction', note: 'We erred.', changes, texts: null } as const])
        expect(await reviseRuling(deps)(revision.rulingId, 1, ask, editor)).toEqual(refused);
    }
    expect(await deps.rulings.lastSequence()).toBe(1);
  });
});
