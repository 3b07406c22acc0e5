import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../shared/domain/plain-text.ts';

/** Any UTF-16, lone surrogates and control characters often among it. */
const anyText = fc.string({
  unit: fc
    .oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0xa0 }))
    .map((code) => String.fromCharCode(code)),
});

/** What XML 1.0 allows (section 2.2, Char), without U+007F–009F, which it discourages. */
const fitsXml = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x7f && code <= 0x9f) return false;
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code > 0xffff
  );
};

test('clean text is well-formed, fits XML, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const cleaned of [cleanText(text), cleanLine(text)]) {
        expect(cleaned.isWellFormed()).toBe(true);
        expect([...cleaned].filter((character) => !fitsXml(character))).toEqual([]);
      }
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }),
    { numRuns: 500 },
  );
});

test('a text that was fit stays as it is', () => {
  const fit = 'No, ]]> and ]]> <b>é&amp;</b> 🛳\n\ttwo lines\u2028';
  expect(cleanText(fit)).toBe(fit);
  expect(cleanText('a\ud83d\u0000\udef3b\uffff')).toBe('a\ufffd\ufffdb');
  expect(cleanLine(' a\u0000 \t\r\n b\u00a0\ufeff ')).toBe('a b');
});
