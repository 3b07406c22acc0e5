import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../local/cli/api-client.ts';
import { importLines, type LineOutcome } from '../../local/cli/import-lines.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';

let calls: string[][];
let answer: (lines: readonly string[]) => { status: number; body: unknown };
let server: ReturnType<typeof createServer>;
let baseUrl: string;

beforeEach(async () => {
  calls = [];
  answer = (lines) => ({
    status: 200,
    body: { items: lines.map((_, index) => ({ line: index + 1, outcome: 'imported', rulingId: `rul_${index}` })) },
  });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const lines = body.split('\n').slice(0, -1);
      calls.push(lines);
      const { status, body: sent } = answer(lines);
      response.writeHead(status).end(JSON.stringify(sent));
    });
  });
  baseUrl = await listenOnLoopback(server, 0);
});
afterEach(() => closeServer(server));

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
const run = async (lines: readonly string[]): Promise<LineOutcome[]> => {
  const outcomes: LineOutcome[] = [];
  await importLines(createApiClient(baseUrl, 'rwk_any'), from(lines), (outcome) => outcomes.push(outcome));
  return outcomes;
};

test('a call has 500 lines and 3 MB at most, and lines keep their numbers over all calls', async () => {
  const many = await run(Array.from({ length: 1001 }, (_, index) => JSON.stringify({ index })));
  expect(calls.map((lines) => lines.length)).toEqual([500, 500, 1]);
  expect(many.map(({ line }) => line)).toEqual(Array.from({ length: 1001 }, (_, index) => index + 1));
  expect(many.at(-1)?.rulingId).toBe('rul_0');
  calls = [];
  // 1.2 MB each, in letters of two bytes
  await run(Array.from({ length: 3 }, () => `"${'é'.repeat(600_000)}"`));
  expect(calls.map((lines) => lines.length)).toEqual([2, 1]);
});

test('blank lines are counted and not sent, and a line that no call holds is refused alone', async () => {
  const outcomes = await run(['{}', '', ' ', `"${'x'.repeat(3_000_000)}"`, '{}']);
  expect(calls.flat()).toEqual(['{}', '{}']);
  expect(outcomes.map(({ line, outcome }) => [line, outcome])).toEqual([
    [1, 'imported'],
    [4, 'refused'],
    [5, 'imported'],
  ]);
});

test('what the wire says of a line is handed on; an answer that leaves one out, and a refusal, are thrown', async () => {
  const errors = [{ pointer: '/slug', detail: 'is missing' }];
  answer = () => ({
    status: 200,
    body: {
      items: [
        { line: 2, outcome: 'refused', errors },
        { line: 1, outcome: 'skipped' },
      ],
    },
  });
  expect(await run(['{}', '{}'])).toEqual([
    { line: 1, outcome: 'skipped', errors: [] },
    { line: 2, outcome: 'refused', errors },
  ]);
  await expect(run(['{}', '{}', '{}'])).rejects.toThrow('the wire did not say what became of line 3');
  answer = () => ({ status: 403, body: { title: 'The API key lacks a scope for this' } });
  await expect(run(['{}'])).rejects.toThrow('403 The API key lacks a scope for this');
});

test('nothing is asked for when there is nothing to import', async () => {
  expect(await run(['', '\t'])).toEqual([]);
  expect(calls).toEqual([]);
});
