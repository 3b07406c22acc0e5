import { expect, test } from 'vitest';
import { wordsOf } from '../../shared/domain/twilio-code-words.ts';
import { meaningOf } from '../../shared/domain/twilio-codes.ts';

test('editors read a sentence for every code that something follows from, each its own', () => {
  const codes = Array.from({ length: 90_000 }, (_, index) => 10_000 + index);
  const heeded = codes.filter((code) => meaningOf(code).kind !== 'inert');
  expect(heeded.length).toBeGreaterThan(10);
  expect(heeded.filter((code) => wordsOf(code) === null)).toEqual([]);
  const sentences = codes.flatMap((code) => wordsOf(code) ?? []);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.;]{10,70}\.$/);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test('a phone that is off is told from text that is filtered, and nothing is said of a code that is not known', () => {
  expect(wordsOf(30_003)).toContain('switched off');
  expect(wordsOf(30_007)).toContain('spam');
  for (const unknown of [21_999, 0, Number.NaN]) expect(wordsOf(unknown)).toBeNull();
});
