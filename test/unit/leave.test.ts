import { expect, test } from 'vitest';
import { evidence } from '../../shared/domain/consent-history.ts';
import { leave } from '../../shared/use-cases/leave.ts';
import { suppressPhone } from '../../shared/use-cases/suppress-phone.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { peopleDesk } from '../samples/people-desk.ts';
import { consent, hash, noon, phone, subscriber } from '../samples/texting.ts';

const left = evidence({ hash: hash(1), at: noon, kind: 'left', by: 'page' });

test('whoever leaves is told apart from whoever had left before', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  expect(await leave(desk)(left)).toBe('left');
  expect(await leave(desk)(left)).toBe('before');
  const unknown = { ...left, hash: hash(2) };
  expect(await leave(desk)(unknown)).toBe('left');
  expect(await leave(desk)(unknown)).toBe('before');
});

test('whoever joins while they leave has left', async () => {
  const desk = peopleDesk();
  const { suppressUnknown } = desk.subscribers;
  desk.subscribers.suppressUnknown = async (suppression, row) => {
    // a JOIN of the same moment is first, and takes the suppression away; then it is written all the same
    await desk.subscribers.add(subscriber({ hash: hash(1) }), consent({ kind: 'joined', by: 'text' }));
    await suppressUnknown(suppression, row);
  };
  expect(await leave(desk)(left)).toBe('left');
  expect(await desk.standing(1)).toBe('suppressed opted-out');
});

test('whoever is erased while they leave has left', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  const { move } = desk.subscribers;
  desk.subscribers.move = async (...moved) => {
    desk.subscribers.move = move;
    await desk.subscribers.erase({ hash: hash(1), at: noon, by: 'page' }, { ...left, kind: 'erased' });
    return move(...moved);
  };
  expect(await leave(desk)(left)).toBe('before');
  expect(await desk.standing(1)).toBeUndefined();
  expect(await desk.subscribers.suppressionOf(hash(1))).toBeDefined();
});

test('a phone that is changed again and again in between is not taken to have left', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  desk.subscribers.move = async () => false;
  await expect(leave(desk)(left)).rejects.toThrow('changed by others 5 times');
});

test('an operator’s word ends texts, with their key and the sealed note in the evidence', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  await suppressPhone(desk)(phone(1), 'called on Tuesday', editor);
  await suppressPhone(desk)(phone(2), null, editor);
  expect([await desk.standing(1), await desk.standing(2)]).toEqual(['suppressed opted-out', undefined]);
  expect(await desk.subscribers.suppressionOf(hash(2))).toMatchObject({ by: 'operator' });
  const row = (await desk.subscribers.evidenceOf(hash(1))).at(-1);
  expect(row).toMatchObject({ kind: 'left', by: 'operator', recordedBy: editor.id });
  expect(await desk.vault.open(row?.said ?? '', hash(1))).toBe('called on Tuesday');
});
