import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deactivatedNumbers } from '../../shared/adapters/twilio/deactivation-lines.ts';
import { UnreadableDeactivations } from '../../shared/ports/deactivations.ts';

/** What was read of a file that comes in these pieces, and how many lines were refused. */
const read = async (pieces: Iterable<Uint8Array>, most?: number): Promise<{ chunks: string[][]; refused: number }> => {
  const chunks: string[][] = [];
  const file = async function* (): AsyncGenerator<Uint8Array> {
    yield* pieces;
  };
  try {
    for await (const chunk of deactivatedNumbers(file(), most)) chunks.push([...chunk]);
    return { chunks, refused: 0 };
  } catch (error) {
    if (!(error instanceof UnreadableDeactivations)) throw error;
    return { chunks, refused: error.lines };
  }
};
const pieces = (text: string): Uint8Array[] => [Buffer.from(text)];

test('eleven digits a line, with or without +, whatever ends the line', async () => {
  expect(await read(pieces('12025550101\n+12025550102\r\n\n\r\n12025550103'))).toEqual({
    chunks: [['+12025550101', '+12025550102', '+12025550103']],
    refused: 0,
  });
  expect(await read(pieces(''))).toEqual({ chunks: [], refused: 0 });
  expect(await read([])).toEqual({ chunks: [], refused: 0 });
});

test.each([
  ...['2025550101', '1202555010', '120255501011', '11025550101', '442079460000', '+', '++12025550101', ' 12025550101'],
  ...[
    '12025550101 ',
    '12025550101,',
    '1202555010a',
    '<html>',
    '12025550101\r\r',
    `${' '.repeat(20)}12025550101`,
    'x'.repeat(99),
  ],
])('%j is refused, and takes no other line with it', async (line) => {
  for (const text of [`12025550101\n${line}\n12025550102\n`, `12025550101\n12025550102\n${line}`])
    expect(await read(pieces(text))).toEqual({ chunks: [['+12025550101', '+12025550102']], refused: 1 });
});

test('what is refused is counted, not quoted', () => {
  expect(new UnreadableDeactivations(3).message).toMatch(/^3 lines/);
});

const noNumbers = ['no number', 'x'.repeat(50), '+12025550101\rx', '12025550101x'];
const line = fc.oneof(
  fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map((digits) => `1${digits}`),
  fc.constantFrom('+12025550101\r', '', '\r', ...noNumbers),
);

test('it does not matter where a file is cut into pieces, and no chunk is larger than asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.nat(60)),
      fc.integer({ min: 1, max: 5 }),
      async (lines, cuts, most) => {
        const bytes = Buffer.from(lines.join('\n'));
        const parts: Uint8Array[] = [];
        let from = 0;
        for (const length of cuts) {
          parts.push(bytes.subarray(from, from + length));
          from += length;
        }
        const cut = await read([...parts, bytes.subarray(from)], most);
        const whole = await read([bytes]);
        expect(cut.chunks.flat()).toEqual(whole.chunks.flat());
        expect(cut.refused).toBe(whole.refused);
        expect(whole.refused).toBe(lines.filter((each) => noNumbers.includes(each)).length);
        for (const chunk of cut.chunks) expect(chunk.length).toBeLessThanOrEqual(most);
        for (const chunk of cut.chunks.slice(0, -1)) expect(chunk).toHaveLength(most);
      },
    ),
  );
});
