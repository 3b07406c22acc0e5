import { describe, expect, test } from 'vitest';
import { createPreferenceTokens } from '../../../shared/adapters/platform-secret/preference-tokens.ts';
import { serviceText } from '../../../shared/domain/service-text.ts';
import { publishing } from '../../samples/commit.ts';
import { newsroom } from '../../samples/revision.ts';
import { hash, phone, platformSecret } from '../../samples/texting.ts';
import { usePrinted } from '../printed.ts';
import { signatureOf, useInbound } from './open-inbound.ts';

const open = useInbound();
const printed = usePrinted();
const said = (kind: 'welcome' | 'heldForPerson' | 'help' | 'notSubscribed' | 'noMatch') => [
  serviceText(newsroom, 'en', { kind }),
];
const stopped = [serviceText(newsroom, 'en', { kind: 'stopped', topic: null })];

test('a life of texts, from JOIN to STOP and back', async () => {
  const { say, subscribers, directory, items } = await open();
  await directory.list([
    { facet: 'topic#health', label: 'Health' },
    { facet: 'topic#economy', label: 'Economy' },
  ]);
  const standing = async () => {
    const found = await subscribers.find(hash(1));
    return [found?.status, found?.reason];
  };
  expect(await say(1, 'join')).toEqual(said('welcome'));
  expect(await standing()).toEqual(['active', null]);
  expect(await say(1, 'Weekly')).toEqual([serviceText(newsroom, 'en', { kind: 'frequencySet', frequency: 'weekly' })]);
  expect(await say(1, 'drop economy')).toEqual([
    serviceText(newsroom, 'en', { kind: 'topicsSet', topics: ['Health'] }),
  ]);
  const [status = ''] = await say(1, 'STATUS');
  const [, token = ''] = /#(\S+)/.exec(status) ?? [];
  expect(createPreferenceTokens(platformSecret).open(token, Date.now())).toBe(hash(1));
  expect(await say(1, 'not interested')).toEqual(said('heldForPerson'));
  expect(await standing()).toEqual(['paused', 'unclear-reply']);
  expect(await say(1, 'please stop')).toEqual([serviceText(newsroom, 'en', { kind: 'stopped', topic: 'health' })]);
  expect(await standing()).toEqual(['suppressed', 'opted-out']);
  expect(await say(1, 'STOP')).toEqual([]);
  expect(await say(1, 'START')).toEqual(said('welcome'));
  expect(await subscribers.find(hash(1))).toMatchObject({ status: 'active', frequency: 'weekly', topics: ['health'] });
  const rows = await subscribers.evidenceOf(hash(1));
  expect(rows.map(({ kind }) => kind)).toEqual(['joined', 'changed', 'changed', 'paused', 'left', 'left', 'returned']);
  for (const { sid, said: words } of rows) expect([sid?.slice(0, 2), words === null]).toEqual(['SM', false]);
  for (const item of await items()) expect(JSON.stringify(item)).not.toMatch(/2025550101|not interested|please stop/);
});

test('a number that we do not know is kept from texts, and comes back by JOIN', async () => {
  const { say, subscribers } = await open();
  expect(await say(1, 'STOP')).toEqual(stopped);
  expect(await subscribers.suppressionOf(hash(1))).toBeDefined();
  expect(await say(1, 'JOIN')).toEqual(said('welcome'));
  expect([await subscribers.suppressionOf(hash(1)), (await subscribers.find(hash(1)))?.status]).toEqual([
    undefined,
    'active',
  ]);
});

test('a claim is answered from the rulings, and whoever asked is in the ledger for its correction', async () => {
  const { say, rulings, items } = await open();
  await rulings.commit(publishing('2026-11-20T12:00:00.000Z', { texts: 'none' }), 1);
  const claim = 'The new law doubles every bridge toll in the state.';
  expect(await say(1, claim)).toEqual(said('notSubscribed'));
  await say(1, 'JOIN');
  const [answer = ''] = await say(1, claim);
  expect(answer).toContain('/s/');
  expect(await items()).toContainEqual(expect.objectContaining({ via: 'reply', hash: hash(1), state: 'accepted' }));
  expect(await say(1, 'The moon is made of green cheese, they say.')).toEqual(said('noMatch'));
});

describe('the answer', () => {
  test('is TwiML that no cache keeps, empty where nothing is to be said', async () => {
    const { call } = await open();
    const params = { MessageSid: 'SM1', From: phone(1), To: '+18885550100', Body: 'HELP' };
    const answer = await call({ params });
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(answer.body).toContain('<Response><Message>');
    const silent = await call({ params: { ...params, MessageSid: 'SM2', Body: 'lol' } });
    expect([silent.statusCode, silent.body]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
    const network = await call({ params: { ...params, MessageSid: 'SM3', Body: 'STOP', OptOutType: 'STOP' } });
    expect([network.statusCode, network.body]).toEqual([silent.statusCode, silent.body]);
  });

  test('to the same text again is the same, also all at once, and nothing is done twice', async () => {
    const { call, subscribers, items } = await open();
    const params = { MessageSid: 'SM1', From: phone(1), To: '+18885550100', Body: 'JOIN' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => call({ params })));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    // but that it is answered: of that there are so many a day
    const done = async () => (await items()).filter(({ pk }) => !String(pk).startsWith('REPLIES#'));
    const before = await done();
    expect(await call({ params })).toEqual(answers[0]);
    expect(await done()).toEqual(before);
    expect((await subscribers.evidenceOf(hash(1))).map(({ kind }) => kind)).toEqual(['joined']);
  });
});

describe('who is not Twilio', () => {
  const params = { MessageSid: 'SM1', From: phone(1), To: '+18885550100', Body: 'secret-word STOP' };

  test('is answered 403, changes nothing, and leaves a line without a word of theirs', async () => {
    const { call, items } = await open();
    const right = signatureOf(params);
    const host = 'mallory.example';
    const headers = { host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' };
    const forged = [
      ...[null, '', 'x', right.slice(0, -1), right.toLowerCase()],
      signatureOf(params, `https://${host}`),
      signatureOf(params, newsroom.baseUrl, 'another-auth-token'),
      signatureOf({ ...params, Body: 'JOIN' }),
    ];
    for (const signature of forged)
      expect(await call({ params, signature, headers }), signature ?? 'none').toEqual({ statusCode: 403 });
    expect(await items()).toEqual([]);
    expect(printed.filter((line) => line.includes('CALLBACK_REFUSED'))).toHaveLength(forged.length);
    for (const line of printed) expect(line).not.toMatch(/2025550101|secret-word/);
    expect(await call({ params, headers })).toMatchObject({ statusCode: 200 });
    expect(await items()).not.toEqual([]);
  });

  test('but a machine that texts through it is not answered, and nothing of it is kept', async () => {
    const { say, items } = await open();
    for (const From of ['22345', '+18005550199', '+442079460018', phone(1)])
      expect(await say(1, 'JOIN', { From, To: phone(1) }), From).toEqual([]);
    expect(await items()).toEqual([]);
  });
});

test('no line of the log has a number, a hash, a link or a word of anybody', async () => {
  const { say } = await open();
  for (const body of ['JOIN', 'is secret-word true or not', 'STATUS', 'not interested', 'STOP']) await say(1, body);
  const lines = printed.filter((line) => line.includes('TEXT_HEARD'));
  expect(lines).toHaveLength(5);
  for (const line of printed) expect(line).not.toMatch(/2025550101|secret-word|preferences#|SM\d/);
  for (const line of printed) expect(line).not.toContain(hash(1).slice(2));
});
