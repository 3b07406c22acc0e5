import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../local/cli/import/lines.ts';
import { createProgress, progressLine } from '../../local/cli/import/progress.ts';

async function* each(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}
const read = (chunks: readonly Buffer[], most = 1000) => Array.fromAsync(linesOf(each(chunks), most));

test('lines are those of the whole text, wherever it is cut, in letters too', async () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', ' '), maxLength: 12 }));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.integer({ min: 0, max: 8 })), async (parts, sizes) => {
      const bytes = Buffer.from(parts.join('\n'));
      const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size, 0));
      const chunks = [0, ...ends].map((from, at) => bytes.subarray(from, ends[at]));
      const expected = bytes.toString('utf8').split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(await read(chunks)).toEqual(expected);
    }),
  );
});

test('of a line that is too long so much is kept that it can be told, and the next ones are whole', async () => {
  const chunks = ['one\n', 'x'.repeat(50), 'x'.repeat(50), 'x\ntwo\n'].map((text) => Buffer.from(text));
  expect(await read(chunks, 60)).toEqual(['one', 'x'.repeat(60), 'two']);
  expect(await read(chunks, 101)).toEqual(['one', 'x'.repeat(101), 'two']);
});

test('a line without an end is read in bounded memory', async () => {
  const before = process.memoryUsage().arrayBuffers;
  let held = 0;
  const endless = function* () {
    for (let at = 0; at < 600; at++) yield Buffer.alloc(2 ** 20, 'x');
    held = process.memoryUsage().arrayBuffers - before;
  };
  const [line, ...others] = await Array.fromAsync(linesOf(each(endless()), 3_000_000));
  expect([line?.length, others]).toEqual([3_000_000, []]);
  // of 600 MB; what is garbage counts until it is collected
  expect(held / 2 ** 20).toBeLessThan(300);
});

test('a file may be empty, or end without a line end', async () => {
  expect(await read([])).toEqual([]);
  expect(await read([Buffer.from('\n\none')])).toEqual(['', '', 'one']);
});

test('the progress shows how much is read, how many rulings are done, how fast, and how many were refused', () => {
  const counts = { imported: 700, skipped: 250, refused: 50 };
  expect(progressLine(counts, 0.5, 10_000)).toBe(
    '[============            ]  50 %  1000 rulings, 100/s, 250 skipped, 50 refused',
  );
  expect(progressLine(counts, undefined, 0)).toBe('1000 rulings, 1000/s, 250 skipped, 50 refused');
});

test('there is progress on a terminal alone', () => {
  const shown = (isTTY: boolean) => {
    const written: unknown[] = [];
    const progress = createProgress({ isTTY, write: (text: unknown) => written.push(text) > 0 });
    progress.show({ imported: 1, skipped: 0, refused: 0 }, undefined);
    progress.clear();
    return written;
  };
  expect(shown(true)).toEqual([expect.stringContaining('1 rulings'), '\r\u001b[K']);
  expect(shown(false)).toEqual([]);
});
