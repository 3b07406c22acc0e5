import { describe, expect, test } from 'vitest';
import { edits } from '../../shared/domain/event.ts';
import { facetsOf } from '../../shared/domain/facet.ts';
import { firstRevision, nextRevision, type Revise, type Touched } from '../../shared/domain/revise.ts';
import type { Revision, RulingContent, TextMode } from '../../shared/domain/ruling.ts';
import { content, newsroom, revision } from '../samples/revision.ts';

const act = {
  eventId: 'evt_01JD4Z00000000000000000002',
  at: '2026-11-22T15:04:05.000Z',
  actor: { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' },
} as const;

const revise = (old: Revision, ask: Revise) => nextRevision(old, ask, act, newsroom.ratingScales);
const revised = (old: Revision, ask: Revise) => {
  const next = revise(old, ask);
  if (!next.ok) throw new Error(next.error.kind);
  return next.value;
};
const update = (changes: Partial<RulingContent>, edit: (typeof edits)[number] = 'update'): Revise => ({
  ...{ kind: 'update', edit, note: null, changes },
});
const correct = (changes: Partial<RulingContent>, texts: TextMode | null = null): Revise => ({
  ...{ kind: 'correction', note: 'We misread the bill.', changes, texts },
});
const retract = (texts: TextMode | null = null): Revise => ({ kind: 'retraction', note: 'Never said.', texts });
const rated = (rating: string, scale: string): Revision => revision({ content: { rating, scale } });

describe('the first revision', () => {
  test('announces the ruling with its facets and its texts', () => {
    const { revision: first, event } = firstRevision('rul_01JD4Z00000000000000000001', content, act, 'import');
    expect(first).toMatchObject({ revision: 1, status: 'published', notes: [], changedAt: act.at, updatedAt: act.at });
    expect(event).toMatchObject({ id: first.eventId, type: 'ruling.published', origin: 'import', texts: 'immediate' });
    expect(event).toMatchObject({ ratingChanged: false, previousRating: null, edit: null, note: null });
    expect(event.facets).toEqual(facetsOf(content));
  });
});

describe('a next revision', () => {
  test.each(edits)('by the edit %s is an update that texts nobody', (edit) => {
    const next = revised(revision(), update({ headline: 'Mended' }, edit));
    expect(next.event).toMatchObject({
      type: 'ruling.updated',
      edit,
      texts: 'none',
      ratingChanged: false,
      revision: 2,
    });
    expect(next.revision).toMatchObject({ revision: 2, updatedAt: act.at, actor: act.actor, eventId: act.eventId });
    expect(next.revision.status).toBe('published');
    expect(next.revision.content).toEqual({ ...content, headline: 'Mended' });
    // only what readers would call a change moves the entry in the feeds
    expect(next.revision.changedAt).toBe(edit === 'minor' ? revision().changedAt : act.at);
  });

  test('leaves the old one as it was', () => {
    const old = structuredClone(revision());
    revised(old, correct({ rating: 'true', topics: ['health'] }));
    expect(old).toEqual(revision());
  });

  test('adds its note to those that stand; without words it adds none', () => {
    const once = revised(revision(), correct({ rating: 'true' })).revision;
    const note = { revision: 2, at: act.at, kind: 'correction', text: 'We misread the bill.', previousRating: 'false' };
    expect(once.notes).toEqual([note]);
    expect(revised({ ...once, sequence: 2 }, update({})).revision.notes).toEqual([note]);
    const clearer: Revise = { kind: 'update', edit: 'clarification', note: 'Clearer.', changes: {} };
    expect(revised({ ...once, sequence: 2 }, clearer).revision.notes).toEqual([
      note,
      { ...note, ...{ revision: 3, kind: 'clarification', text: 'Clearer.', previousRating: null } },
    ]);
  });

  test('touches the feeds it leaves and the feeds it joins', () => {
    const { event } = revised(revision(), correct({ rating: 'true', topics: ['health'] }));
    expect(event.facets).toEqual(
      expect.arrayContaining(['rating#false', 'rating#true', 'topic#transport', 'topic#health']),
    );
    expect(new Set(event.facets).size).toBe(event.facets.length);
  });

  test('touches the list of corrections from the first correction on', () => {
    const facets = (old: Revision, ask: Revise) => revised(old, ask).event.facets;
    expect(facets(revision(), update({}))).toEqual(facetsOf(content));
    for (const ask of [correct({}), retract()])
      expect(facets(revision(), ask)).toEqual(['corrections', ...facetsOf(content)]);
    const corrected = { ...revised(revision(), correct({})).revision, sequence: 2 };
    expect(facets(corrected, update({}))).toContain('corrections');
  });

  test('touches the archive of the month when the ruling was published, and what the act names besides', () => {
    const months = (alsoTouched?: Touched) => {
      const also = alsoTouched === undefined ? act : { ...act, alsoTouched };
      const next = nextRevision(revision(), correct({}), also, newsroom.ratingScales);
      return next.ok ? [next.value.event.months, next.value.event.facets.slice(-1)] : next.error;
    };
    expect(months()).toEqual([['2026-11'], ['language#en']]);
    expect(months({ facets: ['topic#taxes'], months: ['2026-10', '2026-11'] })).toEqual([
      ['2026-11', '2026-10'],
      ['topic#taxes'],
    ]);
  });

  test('drops the text that was composed for the old words, unless it brings its own', () => {
    const old = revision({ content: { textBody: 'Old words.' } });
    expect(revised(old, update({ headline: 'Mended' })).revision.content.textBody).toBeNull();
    expect(revised(old, correct({ textBody: 'New words.' })).revision.content.textBody).toBe('New words.');
  });
});

describe('a rating', () => {
  test('of an ordered scale changes by a correction alone', () => {
    const refused = { ok: false, error: { kind: 'rating-needs-correction' } };
    for (const edit of edits) expect(revise(revision(), update({ rating: 'true' }, edit))).toEqual(refused);
    const { event, revision: next } = revised(revision(), correct({ rating: 'true' }));
    expect(event).toMatchObject({ ratingChanged: true, previousRating: 'false', texts: 'immediate' });
    expect(next.content.rating).toBe('true');
    expect(revise(revision(), update({ rating: 'false' }))).toMatchObject({ ok: true });
  });

  test('does not slip on to an ordered scale, or off it, by an update', () => {
    expect(revise(revision(), update({ rating: 'full-flop' })).ok).toBe(false);
    expect(revise(rated('full-flop', 'flip-o-meter'), update({ rating: 'true' })).ok).toBe(false);
  });

  test.each([
    ['in-the-works', 'promise-meter', 'promise-kept'],
    ['no-flip', 'flip-o-meter', 'full-flop'],
  ])('%s of %s moves to %s by an update', (from, scale, to) => {
    const { event, revision: next } = revised(rated(from, scale), update({ rating: to }, 'status'));
    expect(event).toMatchObject({ ratingChanged: true, previousRating: from, texts: 'none' });
    expect(next.content).toMatchObject({ rating: to, scale });
  });

  test('that moves leaves a note, also without words', () => {
    const moved = revised(rated('stalled', 'promise-meter'), update({ rating: 'promise-kept' }, 'status')).revision;
    expect(moved.notes).toEqual([{ revision: 2, at: act.at, kind: 'status', text: '', previousRating: 'stalled' }]);
  });

  test('does not move by a minor edit, of which no reader is told', () => {
    const old = rated('stalled', 'promise-meter');
    const refused = { ok: false, error: { kind: 'rating-is-not-minor' } };
    expect(revise(old, update({ rating: 'promise-kept' }, 'minor'))).toEqual(refused);
    expect(revise(old, update({ rating: 'stalled' }, 'minor')).ok).toBe(true);
  });

  test('whose scale the newsroom gave up may move by an update, though not on to an ordered scale', () => {
    const old = rated('given-up', 'old-meter');
    expect(revised(old, update({ rating: 'full-flop' })).revision.content).toMatchObject({
      rating: 'full-flop',
      scale: 'flip-o-meter',
    });
    expect(revise(old, update({ rating: 'true' })).ok).toBe(false);
    expect(revised(old, update({ headline: 'Mended' })).revision.content).toMatchObject({
      rating: 'given-up',
      scale: 'old-meter',
    });
  });

  test('takes its scale with it', () => {
    expect(revised(revision(), correct({ rating: 'stalled' })).revision.content.scale).toBe('promise-meter');
  });
});

describe('phones hear', () => {
  test.each([
    ['of a correction of the rating', correct({ rating: 'true' }), 'immediate'],
    ['nothing of a correction of words', correct({ headline: 'Mended' }), 'none'],
    ['of a correction of words that asks for it', correct({ headline: 'Mended' }, 'immediate'), 'immediate'],
    ['nothing of a correction that asks for silence', correct({ rating: 'true' }, 'none'), 'none'],
    ['of a retraction', retract(), 'immediate'],
    ['of a retraction in the digest, when it says so', retract('digest'), 'digest'],
  ] as const)('%s', (_, ask, texts) => {
    expect(revised(revision(), ask).event.texts).toBe(texts);
  });
});

test('a retraction keeps the words and ends the ruling', () => {
  const own = { textBody: 'An editor’s own words.' };
  const { revision: next, event } = revised(revision({ content: own }), retract());
  expect(next).toMatchObject({ status: 'retracted', content: { ...content, ...own }, changedAt: act.at });
  expect(event).toMatchObject({ type: 'ruling.retracted', edit: null, ratingChanged: false, note: 'Never said.' });
  for (const ask of [update({}), correct({}), retract()])
    expect(revise({ ...next, sequence: 2 }, ask)).toEqual({ ok: false, error: { kind: 'retracted' } });
});
