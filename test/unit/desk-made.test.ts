import { expect, test } from 'vitest';
import type { Ruling } from '../../shared/domain/ruling.ts';
import { type Body, emptyDraft } from '../../web/desk/rulings/draft.ts';
import { changesOf, rebased } from '../../web/desk/rulings/fields.ts';
import { saysNothingNew, wasMade } from '../../web/desk/rulings/made.ts';
import { corrected, ruling } from '../e2e/pages/desk/rulings.ts';

const note = corrected.notes[0]?.text ?? '';
const correction: Body = { note, changes: { headline: corrected.headline, rating: 'mostly-false' }, texts: null };

test('a change was made where the next revision has its note, and what it changed has changed', () => {
  const made = (differs: Partial<Body>, now: Ruling = corrected) =>
    wasMade('correct', { ...correction, ...differs }, ruling, now);
  expect(made({})).toBe(true);
  expect(made({ note: ` ${note}\n` }), 'the API trims').toBe(true);
  expect(made({ changes: { headline: 'No, it <b>doubles</b> nothing' } }), 'the API cleans').toBe(true);
  expect(made({ note: 'Another.' })).toBe(false);
  expect(made({ changes: { url: 'https://newsroom.example/other' } }), 'of another’s correction').toBe(false);
  expect(made({}, { ...corrected, revision: 3 }), 'and somebody went on').toBe(true);
  expect(made({}, { ...corrected, notes: corrected.notes.map((one) => ({ ...one, revision: 3 })) })).toBe(false);
  expect(wasMade('retract', { note, texts: null }, ruling, corrected), 'of another kind').toBe(false);
});

test('an edit without a note was made where each of its fields stands as it was sent', () => {
  const edited = { ...ruling, revision: 2, bodyHtml: '<p>Read.</p>' };
  const made = (body: Partial<Body>, now: Ruling = edited) =>
    wasMade(
      'edit',
      { edit: 'minor', note: null, changes: { bodyHtml: '<p>Read.</p> ' }, texts: null, ...body },
      ruling,
      now,
    );
  expect(made({})).toBe(true);
  expect(made({ changes: { bodyHtml: '<p>Mine.</p>' } }), 'somebody else’s').toBe(false);
  expect(made({}, { ...corrected, bodyHtml: '<p>Read.</p>' }), 'it has a note').toBe(false);
});

test('nothing is new in the note of the newest revision, with no field changed', () => {
  const says = (differs: object, now = corrected) => saysNothingNew('correct', { ...emptyDraft(now), ...differs }, now);
  expect(says({ note: `${note} ` })).toBe(true);
  expect(says({ note, edited: { headline: 'No' } })).toBe(false);
  expect(says({ note: 'It is 15 percent.' })).toBe(false);
  expect(says({ note }, { ...corrected, revision: 3 }), 'an older one').toBe(false);
  expect(says({ note: '' })).toBe(false);
  expect(saysNothingNew('edit', emptyDraft(corrected), corrected), 'an edit needs no note').toBe(true);
});

test('edits are carried to a newer revision by what they changed', () => {
  const others = JSON.stringify({ related: [ruling.id], authors: ruling.authors });
  const now = { ...corrected, authors: [] };
  const carried = rebased(ruling, now, { others, headline: ruling.headline, body: '<p>Mine.</p>' });
  expect(changesOf(now, carried ?? {})).toEqual({ bodyHtml: '<p>Mine.</p>', related: [ruling.id] });
  expect(rebased(ruling, now, { others: '{ "related": ' }), 'unread').toBeUndefined();
});
