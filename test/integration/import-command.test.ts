import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';

type Answer = { status: number; body: unknown; headers?: Record<string, string> };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/**
 * A wire that imports every line but those that say `bad`, has those that say `old`, and answers `first` before anything else; `firstAsked`
 * to who asks for a rebuild.
 */
const startWire = async (first: readonly Answer[] = [], firstAsked: readonly Answer[] = []) => {
  const left = [...first];
  const leftAsked = [...firstAsked];
  const batches: string[][] = [];
  const asked: { target: string; key: string | undefined; at: number }[] = [];
  const finished = [null, 'now'];
  const answerTo = (target: string, body: string): Answer => {
    const early = target === 'POST /v1/import' ? left.shift() : undefined;
    if (early) return early;
    if (target === 'POST /v1/operations/rebuild-feeds')
      return leftAsked.shift() ?? { status: 202, body: { rebuild: { id: 'rbd_1' } } };
    if (target === 'GET /v1/operations') {
      const finishedAt = finished.shift() ?? null;
      return { status: 200, body: { feedsRebuild: { id: 'rbd_1', phase: 'feeds', finishedAt } } };
    }
    const lines = body.trimEnd().split('\n');
    batches.push(lines);
    const items = lines.map((line, at) => ({
      line: at + 1,
      outcome: line.includes('bad') ? 'refused' : line.includes('old') ? 'skipped' : 'imported',
      ...(line.includes('bad')
        ? {
            errors: [
              { pointer: '/slug', detail: 'is no slug' },
              { pointer: '', detail: 'is \u001b[2Jbad' },
            ],
          }
        : { rulingId: 'rul_1' }),
    }));
    return { status: 200, body: { items } };
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const target = `${request.method} ${request.url}`;
      asked.push({ target, key: request.headers.authorization, at: Date.now() });
      const { status, body: answer, headers = {} } = answerTo(target, body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
    });
  });
  const url = await listenOnLoopback(server, 0);
  closing.push(() => closeServer(server));
  return { url, batches, asked };
};

const run = async (url: string, input: string | undefined, args: readonly string[], env = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'rulingwire-import-'));
  closing.push(() => rm(folder, { recursive: true }));
  if (input !== undefined) await writeFile(join(folder, 'file'), input);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../local/cli/main.ts'), 'import', ...args], {
    cwd: folder,
    env: { RULINGWIRE_URL: url, RULINGWIRE_KEY: 'rwk_n', RULINGWIRE_OPERATOR_KEY: 'rwk_o', ...env },
  });
  child.stdin.end(input ?? '');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
};

test('a file is imported in calls that it fits in, and the feeds are rebuilt and waited for', async () => {
  const { url, batches, asked } = await startWire();
  const lines = Array.from({ length: 1200 }, (_, at) => (at % 3 ? `{"new":${at}}` : `{"old":${at}}`));
  const { code, out } = await run(url, lines.join('\n'), ['file']);
  expect(out.split('\n')).toEqual([
    '1200 rulings: 800 imported, 400 skipped (there already), 0 refused',
    'The feeds are being rebuilt',
    expect.stringMatching(/^The feeds are rebuilt \(\d+ s\)$/),
    '',
  ]);
  expect(code).toBe(0);
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 200]);
  expect(batches.flat()).toEqual(lines);
  expect(asked.map(({ target, key }) => `${target} ${key}`)).toEqual([
    ...Array(3).fill('POST /v1/import Bearer rwk_n'),
    'POST /v1/operations/rebuild-feeds Bearer rwk_o',
    ...Array(2).fill('GET /v1/operations Bearer rwk_o'),
  ]);
});

test('each refused line is told by its number in the file, and the command fails', async () => {
  const { url } = await startWire();
  const long = `"${'x'.repeat(3_000_000)}"`;
  const { code, out } = await run(url, `{}\n\nbad\n${long}\n{}\n`, ['-']);
  expect(code).toBe(1);
  expect(out.split('\n').slice(0, 4)).toEqual([
    'line 3: /slug is no slug',
    'line 3: the line is [2Jbad',
    expect.stringMatching(/^line 4: the line is longer than a call may be/),
    '4 rulings: 2 imported, 0 skipped (there already), 2 refused',
  ]);
});

const busy = (status: number, headers = {}): Answer => ({ status, headers, body: { title: 'Busy' } });

test('a wire that is busy is waited for as long as it says', async () => {
  const { url, asked } = await startWire([
    busy(503, { 'retry-after': '2' }),
    busy(429, { 'retry-after': '1' }),
    busy(503),
  ]);
  const { code, out } = await run(url, '{}\n', ['file']);
  expect([code, out.split('\n')[0]]).toEqual([0, '1 ruling: 1 imported, 0 skipped (there already), 0 refused']);
  const times = asked.filter(({ target }) => target === 'POST /v1/import').map(({ at }) => at);
  const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(waits).toHaveLength(3);
  expect(waits[0]).toBeGreaterThanOrEqual(2_000);
  expect(waits[1]).toBeGreaterThanOrEqual(1_000);
});

test('whatever else goes wrong stops it, and it says how far it came and what to do', async () => {
  const { url } = await startWire([{ status: 200, body: { items: [] } }]);
  const silent = await run(url, '{}\n', ['file']);
  expect([silent.code, silent.out]).toEqual([1, '']);
  expect(silent.err).toContain('did not say what became of line 1');
  expect(silent.err).toContain('0 rulings: 0 imported');
  expect(silent.err).toContain('the same command again goes on from there');
  const { url: other } = await startWire([{ status: 403, body: { title: 'Forbidden' } }]);
  const forbidden = await run(other, '{}\n', ['file']);
  expect([forbidden.code, forbidden.err]).toEqual([1, expect.stringContaining('403 Forbidden')]);
  expect((await run(url, undefined, ['none'])).code).toBe(1);
  expect((await run(url, undefined, [])).code).toBe(2);
});

test('without an operator key it says that the feeds are as they were; what was imported is', async () => {
  const { url, asked } = await startWire();
  const { code, out } = await run(url, '{}\n', ['file'], { RULINGWIRE_OPERATOR_KEY: undefined });
  expect([code, out]).toEqual([0, expect.stringContaining('set RULINGWIRE_OPERATOR_KEY')]);
  expect(asked.map(({ target }) => target)).toEqual(['POST /v1/import']);
});

test('a rebuild that a busy wire puts off is asked for again', async () => {
  const { url, asked } = await startWire([], [busy(503, { 'retry-after': '1' }), busy(429)]);
  const { code, out } = await run(url, '{}\n', ['file']);
  expect([code, out]).toEqual([0, expect.stringMatching(/The feeds are being rebuilt\nThe feeds are rebuilt/)]);
  const times = asked.filter(({ target }) => target.includes('rebuild-feeds')).map(({ at }) => at);
  expect(times).toHaveLength(3);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test('a rebuild that is refused is told, and the command fails; what was imported is', async () => {
  const { url, asked } = await startWire([], [{ status: 403, body: { title: 'Forbidden' } }]);
  const { code, out } = await run(url, '{}\n', ['file']);
  expect([code, out.split('\n').slice(0, -1)]).toEqual([
    1,
    [
      '1 ruling: 1 imported, 0 skipped (there already), 0 refused',
      'The feeds are as they were: POST /v1/operations/rebuild-feeds: 403 Forbidden',
    ],
  ]);
  expect(asked).toHaveLength(2);
});

test('a file of nothing asks for nothing', async () => {
  const { url, asked } = await startWire();
  const { code, out } = await run(url, '\n\n', ['file']);
  expect([code, out]).toEqual([0, '0 rulings: 0 imported, 0 skipped (there already), 0 refused\n']);
  expect(asked).toEqual([]);
});
