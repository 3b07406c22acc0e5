import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShelf } from '../../examples/partner-receiver/shelf.ts';
import { makeSecret, sign } from '../../shared/domain/webhook-signature.ts';
import { type ReceiverProcess, spawnReceiver } from '../partner-receiver-process.ts';
import { eventId, rulingId } from '../samples/delivering.ts';
import { waitFor } from '../wait-for.ts';
import { startFakeWire } from './partner-receiver/fake-wire.ts';
import { sampleEvent } from './partner-receiver/sample-event.ts';

const key = 'rwk_partner';
const secret = makeSecret(Math.random);
let wire: Awaited<ReturnType<typeof startFakeWire>>;
let folder: string;
let receiver: ReceiverProcess;
let url: string;

const envOf = () => ({
  PORT: '0',
  RULINGWIRE_URL: wire.baseUrl,
  RULINGWIRE_KEY: key,
  WEBHOOK_SECRET: secret,
  STATE_FILE: join(folder, 'state.sqlite'),
});
const start = async (differs: Readonly<Record<string, string>> = {}): Promise<void> => {
  receiver = spawnReceiver({ ...envOf(), ...differs });
  url = await receiver.ready();
};
const restart = async (differs: Readonly<Record<string, string>> = {}): Promise<void> => {
  await receiver.kill();
  await start(differs);
};

beforeEach(async () => {
  [wire, folder] = [await startFakeWire(key), await mkdtemp(join(tmpdir(), 'rulingwire-partner-'))];
  await start();
});
afterEach(async () => {
  await receiver.kill();
  await Promise.all([wire.close(), rm(folder, { recursive: true })]);
});

const post = async (body: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  (await fetch(url, { method: 'POST', body, headers })).status;
/** Sends it as the wire does. */
const send = (event: { readonly id: string }, by = secret, at = Date.now()): Promise<number> => {
  const body = JSON.stringify(event);
  return post(body, sign({ id: event.id, at, body }, [by], []));
};
/** What the shelf holds, read beside the process that writes it. */
const look = <Answer>(read: (shelf: ReturnType<typeof openShelf>) => Answer): Answer => {
  const shelf = openShelf(join(folder, 'state.sqlite'));
  try {
    return read(shelf);
  } finally {
    shelf.close();
  }
};
const pageOf = (ruling = 1): unknown => JSON.parse(look((shelf) => shelf.page(rulingId(ruling))) ?? 'null');
/** What it printed of events that it took. */
const told = (): string[] => receiver.lines().filter((line) => /^(pulled, )?(stored|older|noted|repeated) /.test(line));

test('a message is stored and its page stands; the newsroom is told which revision readers see', async () => {
  const event = sampleEvent(1);
  wire.log.push(event);
  expect(await send(event)).toBe(204);
  expect(pageOf()).toEqual({
    state: 'standing',
    headline: 'No, revision 1 closes no lock',
    summary: ['One of nine closes.'],
    note: null,
    creditLine: 'Fact-check by The Ferry Street Fact-Check',
    canonicalUrl: 'https://newsroom.example/rulings/locks',
  });
  await waitFor(() => wire.acknowledgements.length > 0);
  expect(wire.acknowledgements).toEqual([[eventId(1), { revision: 1 }]]);
  expect(wire.pulls).toEqual([]);
});

test.each([
  [
    'by another secret',
    (body: string, id: string) => sign({ id, at: Date.now(), body }, [makeSecret(Math.random)], []),
  ],
  ['ten minutes ago', (body: string, id: string) => sign({ id, at: Date.now() - 600_000, body }, [secret], [])],
  ['ten minutes from now', (body: string, id: string) => sign({ id, at: Date.now() + 600_000, body }, [secret], [])],
  ['for another body', (body: string, id: string) => sign({ id, at: Date.now(), body: `${body} ` }, [secret], [])],
  ['by nobody', () => ({})],
])('a message signed %s is answered 401 and changes nothing', async (_, headersOf) => {
  const event = sampleEvent(1);
  const body = JSON.stringify(event);
  expect(await post(body, headersOf(body, event.id))).toBe(401);
  expect(pageOf()).toBeNull();
});

test('while the secret rotates, the old one and the new one are both good', async () => {
  const next = makeSecret(Math.random);
  await restart({ WEBHOOK_SECRET: `${secret} ${next}` });
  expect(await send(sampleEvent(1), secret)).toBe(204);
  expect(await send(sampleEvent(2), next)).toBe(204);
  expect(await send(sampleEvent(3), makeSecret(Math.random))).toBe(401);
});

test('an event that comes twice is taken once, also by another process', async () => {
  expect([await send(sampleEvent(1)), await send(sampleEvent(1))]).toEqual([204, 204]);
  await send(sampleEvent(2, { ruling: 2 }));
  const [first, second] = [1, 2].map((sequence) => `stored ruling.published ${eventId(sequence)}`);
  await waitFor(() => told().length >= 2);
  expect(told()).toEqual([first, second]);
  await restart();
  expect(await send(sampleEvent(1))).toBe(204);
  await send(sampleEvent(3, { ruling: 3 }));
  await waitFor(() => told().length > 0);
  expect(told()).toEqual([`stored ruling.published ${eventId(3)}`]);
});

test('a revision older than the one held changes nothing', async () => {
  const newer = sampleEvent(3, { type: 'ruling.corrected', revision: 3, note: 'Five close.', previousSequence: null });
  expect(await send(newer)).toBe(204);
  expect(await send(sampleEvent(2, { type: 'ruling.updated', revision: 2, previousSequence: null }))).toBe(204);
  expect(pageOf()).toMatchObject({ headline: 'No, revision 3 closes no lock', note: 'Five close.' });
});

test.each([
  ['replace', 'replaced'],
  ['remove', 'removed'],
  ['a word of a later version', 'replaced'],
])('a retraction (%s) takes the text away, and nothing late brings it back', async (onRetraction, state) => {
  await send(sampleEvent(1));
  const note = 'The bill was another one.';
  expect(
    await send(sampleEvent(3, { type: 'ruling.retracted', revision: 3, supersedes: [2], onRetraction, note })),
  ).toBe(204);
  expect(await send(sampleEvent(2, { type: 'ruling.corrected', revision: 2 }))).toBe(204);
  expect(pageOf()).toMatchObject({ state, note, headline: null, summary: [] });
});

test('what was missed is pulled, page by page, each event once', async () => {
  wire.log.push(...[1, 2, 3, 4, 5, 6].map((sequence) => sampleEvent(sequence, { ruling: sequence })));
  await send(sampleEvent(1, { ruling: 1 }));
  await send(sampleEvent(6, { ruling: 6, previousSequence: 5 }));
  await waitFor(() => wire.acknowledgements.length === 6);
  expect(wire.pulls).toEqual([1, 3]);
  expect(told().toSorted()).toEqual(
    [
      ...[1, 6].map((sequence) => `stored ruling.published ${eventId(sequence)}`),
      ...[2, 3, 4, 5].map((sequence) => `pulled, stored ruling.published ${eventId(sequence)}`),
    ].toSorted(),
  );
  expect(look((shelf) => shelf.missing())).toEqual([]);
});

test('superseded events are not missed', async () => {
  await send(sampleEvent(1));
  await send(sampleEvent(4, { type: 'ruling.corrected', revision: 4, previousSequence: 3, supersedes: [2, 3] }));
  expect(look((shelf) => shelf.missing())).toEqual([]);
});

test('a gap that a process left behind is closed by the next one', async () => {
  await restart({ RULINGWIRE_URL: 'http://127.0.0.1:9' });
  await send(sampleEvent(1));
  await send(sampleEvent(3, { ruling: 3 }));
  wire.log.push(sampleEvent(1), sampleEvent(2, { ruling: 2 }), sampleEvent(3, { ruling: 3 }));
  await restart();
  await waitFor(() => wire.acknowledgements.length === 3);
  expect(pageOf(2)).toMatchObject({ state: 'standing' });
  expect(wire.pulls).toEqual([1]);
});

test('an acknowledgement that failed is sent again; one that the wire will never take is not', async () => {
  const [known, unknown] = [sampleEvent(1, { ruling: 1 }), sampleEvent(2, { ruling: 2 })];
  wire.log.push(known);
  wire.refuseNext(503);
  await send(known);
  await waitFor(() => receiver.lines().some((line) => line.startsWith('later again')));
  expect(wire.acknowledgements).toEqual([]);
  await send(unknown);
  await waitFor(() => look((shelf) => shelf.dueAcknowledgements()).length === 0);
  expect(wire.acknowledgements).toEqual([[known.id, { revision: 1 }]]);
  expect(receiver.lines()).toContain(`the wire takes no acknowledgement of ${unknown.id}: 404`);
});

test('types and fields that it does not know are let pass, and are no gap', async () => {
  const event = sampleEvent(1);
  expect(await send({ ...event, ...{ region: 'north', data: { ...event.data, mood: ['new'] } } })).toBe(204);
  expect(await send({ ...sampleEvent(2), ...{ type: 'ruling.annotated' } })).toBe(204);
  expect(pageOf()).toMatchObject({ headline: 'No, revision 1 closes no lock' });
  await send(sampleEvent(3, { ruling: 3 }));
  expect(look((shelf) => shelf.missing())).toEqual([]);
});

test.each(['endpoint.test', 'endpoint.probe'])('%s is answered, and that is all', async (type) => {
  const notice = { id: eventId(9), type, livemode: false, data: { endpointId: 'ept_1', note: 'This is no ruling.' } };
  expect(await send(notice)).toBe(204);
  await send(sampleEvent(1));
  await waitFor(() => told().length > 0);
  expect(told()).toEqual([`stored ruling.published ${eventId(1)}`]);
});

test('in production a sample is answered and not kept', async () => {
  await restart({ LIVEMODE: 'true' });
  expect(await send(sampleEvent(1))).toBe(204);
  expect(pageOf()).toBeNull();
  expect(await send({ ...sampleEvent(1), ...{ livemode: true } })).toBe(204);
  expect(pageOf()).not.toBeNull();
});

test('what cannot be stored is no 2xx, so that it comes again', async () => {
  const { usage: _, ...data } = sampleEvent(1).data;
  expect(await send({ ...sampleEvent(1), ...{ data } })).toBe(500);
  expect(await send(sampleEvent(1))).toBe(204);
  expect(pageOf()).not.toBeNull();
});

test('a body that is no JSON, another method and a body without end are refused', async () => {
  const body = 'signed, but no JSON';
  expect(await post(body, sign({ id: eventId(1), at: Date.now(), body }, [secret], []))).toBe(400);
  expect((await fetch(url)).status).toBe(405);
  expect(await post('x'.repeat(2_000_001), {})).toBe(413);
});

test('a setting that is wrong is named, and its value is not shown', async () => {
  const wrong = { PORT: '99999', RULINGWIRE_URL: 'wire', RULINGWIRE_KEY: 'hush-key', WEBHOOK_SECRET: 'hush-secret' };
  const { code, stderr } = await spawnReceiver({ ...envOf(), ...wrong }).ended();
  expect(code).toBe(2);
  expect(stderr.split('\n').map((line) => line.split(':')[0])).toEqual([...Object.keys(wrong), '']);
  expect(stderr).not.toContain('hush');
  const { RULINGWIRE_URL: _, RULINGWIRE_KEY: __, WEBHOOK_SECRET: ___, ...some } = envOf();
  expect((await spawnReceiver(some).ended()).stderr).toMatch(
    /RULINGWIRE_URL[\s\S]*RULINGWIRE_KEY[\s\S]*WEBHOOK_SECRET/,
  );
});

test('SIGTERM ends it in order', async () => {
  await receiver.kill('SIGTERM');
  expect((await receiver.ended()).code).toBe(0);
  await start();
});
