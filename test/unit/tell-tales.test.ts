import { expect, test } from 'vitest';
import { tellTales } from '../logs/tell-tales.ts';
import { hash, platformSecret } from '../samples/texting.ts';

const found = (line: string): string[] => tellTales(line).map(({ what }) => what);

test('a phone number is found however it is written', () => {
  for (const number of [
    ...['+12125550101', '%2B12125550101', '%2b1 (212) 555-0101', '+1-416-867-5309', '+1.202.555.0143'],
    ...[
      '(212) 555-0101',
      '212-555-0101',
      '212.555.0101',
      '2125550101',
      '12125550101',
      '(212)555 0101',
      'from%3D2125550101',
    ],
  ])
    expect(found(`{"message":"TEXT_HEARD","from":"${number}"}`), number).toContain('a phone number');
});

test('numbers that are nobody’s are no phones', () => {
  for (const harmless of [
    ...['"at":1795555012345', '"ms":0.2125550101', 'rul_01JD4Z00000000000000000001', '"seconds":1795210000'],
    ...[
      '2026-11-20T17:00:00.555Z',
      '"count":125550101',
      '22bb5307eb7205558987d2',
      '+1 of 12125550101234',
      '127.0.0.1:55501',
    ],
  ])
    expect(found(harmless), harmless).toEqual([]);
});

test('all else that is of people is found', () => {
  for (const line of [
    ...[`"hash":"${hash(1)}"`, `SUB#${hash(1)}`, platformSecret, 'from 198.51.100.7', '203.0.113.9:443'],
    ...[
      '"userAgent":"curl"',
      'Mozilla/5.0 Firefox/145.0',
      'I agree. Msg & data rates may apply',
      'is the moon made of cheese',
    ],
  ])
    expect(found(line), line).toHaveLength(1);
});

test('a finding names the code and what it is, once, and never the line', () => {
  const line = '{"level":"INFO","message":"TEXT_HEARD","from":"+12125550101"}';
  const told = tellTales(
    [line, line, '{"code":"OTHER_CODE"}', 'Error: cannot reach +12125550101', '2125550101 is bad'].join('\n'),
  );
  expect(told).toEqual(
    ['TEXT_HEARD', 'a line that begins Error: cannot reach ', 'a line that begins '].map((code) => ({
      what: 'a phone number',
      code,
    })),
  );
});
