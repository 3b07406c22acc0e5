import metadata from 'libphonenumber-js/metadata.min.json' with { type: 'json' };
import { describe, expect, it, test } from 'vitest';
import { nanpMetadata } from '../../shared/domain/nanp-metadata.ts';
import { phoneSchema } from '../../shared/domain/phone.ts';
import { newsroom } from '../samples/revision.ts';

const schema = phoneSchema(newsroom);

describe('a phone number', () => {
  it.each([
    '2025550143',
    '202-555-0143',
    '(202) 555-0143',
    '202.555.0143',
    '1 202 555 0143',
    '1-202-555-0143',
    '+12025550143',
    '+1 (202) 555-0143',
    ' +1 202 555 0143\n',
    '\u202a+1 (202) 555-0143\u202c',
    '202\u2011555\u20110143',
    '２０２ ５５５ ０１４３',
  ])('is understood as people write it: %s', (typed) => {
    expect(schema.parse(typed)).toBe('+12025550143');
  });

  it.each(['+14165550143', '+17875550143', '+18765550143'])('may be of any country of calling code 1: %s', (number) => {
    expect(schema.parse(number)).toBe(number);
  });

  it.each([
    ['nothing', ''],
    ['no number', 'my phone'],
    ['an area code short', '555-0143'],
    ['a digit short', '202-555-014'],
    ['a digit too many', '202-555-01433'],
    ['an emergency number', '911'],
    ['a short code', '73822'],
    ['an area code that nobody has', '+1 999 555 0143'],
    ['an exchange that begins with 1', '202-155-0143'],
    ['toll-free', '+1 800 555 0143'],
    ['premium', '+1 900 555 0143'],
    ['with an extension', '202-555-0143 ext. 5'],
    ['of another country', '+44 20 7946 0958'],
    ['among other words', 'call 202-555-0143'],
    ['two numbers', '202-555-0143 202-555-0144'],
    ['longer than any number', `202-555-0143${' '.repeat(60)}`],
  ])('is refused: %s', (_, typed) => {
    const { success, error } = schema.safeParse(typed);
    expect(success).toBe(false);
    // a log line or a problem may carry the issues, and must not carry a phone number
    expect(JSON.stringify(error?.issues)).not.toMatch(/\d{3}/);
    expect(error?.issues[0]?.message).toContain('is not a phone number that can be texted');
  });

  it('is refused with nothing but how to write it', () => {
    expect(schema.safeParse('202-555-014').error?.issues).toEqual([
      {
        code: 'custom',
        path: [],
        message: 'is not a phone number that can be texted; write it as +1, area code and number',
      },
    ]);
  });

  it('is refused where the newsroom does not text its calling code', () => {
    const nowhere = phoneSchema({ texts: { ...newsroom.texts, callingCodes: [] } });
    expect(nowhere.safeParse('+1 202 555 0143').success).toBe(false);
  });

  it.each([2_025_550_143, null, undefined, ['2025550143']])('is refused where it is no text: %s', (typed) => {
    expect(schema.safeParse(typed).success).toBe(false);
  });
});

test('the metadata of calling code 1 is the package’s own', () => {
  const regions: Readonly<Record<string, unknown>> = metadata.countries;
  expect(nanpMetadata.country_calling_codes['1']).toEqual(metadata.country_calling_codes['1']);
  expect(Object.keys(nanpMetadata.countries).sort()).toEqual(nanpMetadata.country_calling_codes['1']?.toSorted());
  for (const [region, own] of Object.entries(nanpMetadata.countries)) expect(own, region).toEqual(regions[region]);
});
