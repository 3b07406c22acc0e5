import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognizeInbound } from '../../shared/domain/inbound-text.ts';

const kindOf = (body: string) => recognizeInbound(body, { topics: [], optOutType: null }).kind;

describe('a keyword', () => {
  const keywords = [
    ...[
      'STOP',
      'STOPALL',
      'STOP ALL',
      'UNSUBSCRIBE',
      'CANCEL',
      'END',
      'QUIT',
      'REVOKE',
      'OPTOUT',
      'OPT OUT',
      'OPT-OUT',
    ],
    ...[
      'ALTO',
      'PARAR',
      'NO MAS',
      'NO MÁS',
      'S T O P',
      's.t.o.p',
      'stpo',
      'sotp',
      'st0p',
      'ＳＴＯＰ',
      '𝐒𝐓𝐎𝐏',
      'ⓢⓣⓞⓟ',
      'UNSUSCRIBE',
      '🛑',
    ],
  ];
  /** Nothing that NFKC makes a letter or a digit of, as it does of ™. */
  const saysNothing = (text: string) => !/[\p{L}\p{N}]/u.test(text.normalize('NFKC'));
  const around = fc.oneof(
    fc
      .array(
        fc.constantFrom(
          ...[
            ' ',
            '\n',
            '\t',
            '.',
            '!',
            '?',
            ',',
            '"',
            "'",
            '“',
            '’',
            '*',
            '_',
            '-',
            '/',
            '|',
            '(',
            ')',
            '#',
            '…',
            '¡',
            '´',
          ],
          ...['\u200b', '\u200d', '\ufeff', '\u00a0', '\u00ad', '👍', '😡', '🖕', '🙏🏽', '❤️', '👩‍💻', '✋'],
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 4 }).filter(saysNothing),
  );
  const cased = (text: string) =>
    fc
      .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
      .map((raised) =>
        Array.from(text, (letter, at) => (raised[at] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
      );

  test('is an opt-out in any case, whatever marks and emoji stand around it', () => {
    const texts = fc.tuple(around, fc.constantFrom(...keywords).chain(cased), around);
    fc.assert(
      fc.property(texts, (parts) => {
        expect(kindOf(parts.join(''))).toBe('opt-out');
      }),
      { numRuns: 2000 },
    );
  });

  test('STOP in front ends everything, whatever follows', () => {
    fc.assert(
      fc.property(cased('stop'), fc.string({ unit: 'grapheme' }), (stop, rest) => {
        expect(kindOf(`${stop} ${rest}`)).toBe('opt-out');
      }),
    );
  });

  test('is one after a word of courtesy, and with one after it', () => {
    const courtesies = ['please', 'Pls,', 'hi.', 'ok', 'Thanks!', 'por favor', 'Por favor,'];
    fc.assert(
      fc.property(
        fc.constantFrom(...keywords),
        fc.constantFrom(...courtesies),
        fc.boolean(),
        (keyword, courtesy, first) => {
          expect(kindOf(first ? `${courtesy} ${keyword}` : `${keyword}, ${courtesy}`)).toBe('opt-out');
        },
      ),
    );
  });
});

test('no text takes long, however it is made', () => {
  // a text has 1600 characters at most; were a rule's work to grow with the square of them and more, this would not end
  const words = [
    'i',
    'you',
    'please',
    'no',
    'dont',
    'stop',
    'these',
    'the',
    'take',
    'want',
    'to',
    'ya',
    'quiero',
    'not',
    'a',
    '|',
    '#',
  ];
  for (const [at, word] of words.entries()) {
    for (const other of words.slice(at))
      expect(typeof kindOf(`${word} ${other} `.repeat(1600).slice(0, 1600))).toBe('string');
  }
});
