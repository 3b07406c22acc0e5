import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneSchema } from '../../../shared/domain/phone.ts';
import { phoneIn } from '../../../web/parts/phone-number.ts';
import { caretIn, formatPhone } from '../../../web/texts/phone-format.ts';
import { newsroom } from '../../samples/revision.ts';

describe('formatPhone', () => {
  test.each([
    ['', ''],
    ['3', '3'],
    ['312', '312'],
    ['3125', '(312) 5'],
    ['(312) 555', '(312) 555'],
    ['(312) 5550', '(312) 555-0'],
    ['3125550134', '(312) 555-0134'],
    ['312.555.0134', '(312) 555-0134'],
    [' 312 555 0134 ', '(312) 555-0134'],
    ['\u202a+1 312-555-0134\u202c', '+1 (312) 555-0134'],
    ['tel:+13125550134', '+1 (312) 555-0134'],
    ['1-312-555-0134', '+1 (312) 555-0134'],
    ['+', '+'],
    ['1', '+1'],
  ])('writes %j as %j', (typed, written) => {
    expect(formatPhone(typed)).toBe(written);
  });

  test.each(['+44 20 7946 0018', '312-FLOWERS', 'reader@newsroom.example', '(312) 555-01345', 'x'.repeat(10_000)])(
    'leaves %j as it is: it is no such number',
    (typed) => {
      expect(formatPhone(typed)).toBe(typed);
      expect(phoneIn(typed)).toBeUndefined();
    },
  );

  test('loses no digit, and changes nothing that it wrote itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[\d ().-]{0,18}$/), (typed) => {
        const written = formatPhone(typed);
        expect(written.replace(/\D/g, '')).toBe(typed.replace(/\D/g, ''));
        expect(formatPhone(written)).toBe(written);
      }),
    );
  });
});

test('phoneIn gives what the API takes, however the number was written', () => {
  for (const typed of ['3125550134', '(312) 555-0134', '+1 (312) 555-0134', '1 312 555 0134']) {
    expect(phoneIn(typed)).toBe('+13125550134');
    expect(phoneSchema(newsroom).parse(phoneIn(typed))).toBe('+13125550134');
  }
  expect(phoneIn('(312) 555-013')).toBeUndefined();
});

describe('caretIn', () => {
  /** A text with `|` for the caret. */
  const typing = (shown: string, forwards = false): string => {
    const caret = shown.indexOf('|');
    const typed = shown.replace('|', '');
    const formatted = formatPhone(typed);
    const at = caretIn(formatted, typed, caret, forwards);
    return `${formatted.slice(0, at)}|${formatted.slice(at)}`;
  };

  test.each([
    ['3125|', '(312) 5|'],
    ['(312) 555-01349|', '(312) 555-01349|'],
    ['(3192|) 555-013', '(319) 2|55-5013'],
    ['(31|) 555-0134', '(31|5) 550-134'],
    ['(312)| 555', '(312|) 555'],
    ['(312) 555|-0134', '(312) 555|-0134'],
    ['|3125550134', '|(312) 555-0134'],
    ['1312|5550134', '+1 (312|) 555-0134'],
  ])('stays behind the digit that was typed: %j becomes %j', (typed, written) => {
    expect(typing(typed)).toBe(written);
  });

  test('goes on over what is no digit where somebody deletes forwards', () => {
    expect(typing('(312| 555-0134', true)).toBe('(312) |555-0134');
  });
});
