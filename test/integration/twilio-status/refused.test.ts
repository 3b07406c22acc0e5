import { describe, expect, test } from 'vitest';
import { createLedgerTokens } from '../../../shared/adapters/platform-secret/ledger-tokens.ts';
import { newsroom } from '../../samples/revision.ts';
import { usePrinted } from '../printed.ts';
import { type Callback, signatureOf, useStatus } from './open-status.ts';

const open = useStatus();
const to = '+12025550143';
const params = { MessageSid: `SM${'1'.repeat(32)}`, MessageStatus: 'delivered', To: to, From: '+12025550100' };

const printed = usePrinted();

describe('who is not Twilio', () => {
  test('is answered 403, changes nothing, and leaves a line without a word of theirs', async () => {
    const { call, person, items } = await open();
    const { token } = await person({ state: 'unknown' });
    const other = await person({ state: 'unknown' });
    const before = await items();
    const right = signatureOf({ token, params });
    const forged: Omit<Callback, 'token' | 'params'>[] = [
      ...[null, '', 'x', right.slice(0, -1), `${right} `, right.toLowerCase()].map((signature) => ({ signature })),
      { signature: signatureOf({ token, params }, 'another-auth-token') },
      { signature: signatureOf({ token, params }, '') },
      { signature: signatureOf({ token: other.token, params }) },
      { signature: signatureOf({ token, params: { ...params, MessageStatus: 'failed' } }) },
      { signature: signatureOf({ token, params: { ...params, Added: '1' } }) },
      { signature: signatureOf({ token, params: {} }) },
    ];
    for (const how of forged) expect(await call({ token, params, ...how }), how.signature ?? 'none').toBe(403);
    expect(await items()).toEqual(before);
    expect(printed.filter((line) => line.includes('CALLBACK_REFUSED'))).toHaveLength(forged.length);
    for (const line of printed) expect(line).not.toMatch(/2025550143|SM1111/);
    expect(await call({ token, params })).toBe(204);
    expect(await items()).not.toEqual(before);
  });

  test('is not Twilio for saying so in a header: the URL that counts is configured', async () => {
    const { call, person, items } = await open();
    const { token } = await person({ state: 'unknown' });
    const before = await items();
    const host = 'mallory.example';
    const headers = { host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https', forwarded: `host=${host}` };
    for (const base of ['https://mallory.example', 'http://127.0.0.1', newsroom.baseUrl.replace('https', 'http')])
      expect(await call({ token, params, base, headers }), base).toBe(403);
    expect(await items()).toEqual(before);
    expect(await call({ token, params, headers })).toBe(204);
    expect(await items()).not.toEqual(before);
  });
});

describe('a signed callback', () => {
  test('whose token is altered or of another platform names nothing, and is answered 204', async () => {
    const { call, person, items } = await open();
    const { row, token } = await person({ state: 'unknown' });
    const before = await items();
    const bytes = Buffer.from(token, 'base64url');
    const altered = Array.from({ length: Math.ceil(bytes.length / 10) }, (_, at) => {
      const copy = Buffer.from(bytes);
      copy[at * 10] = (copy[at * 10] ?? 0) ^ 1;
      return copy.toString('base64url');
    });
    const foreign = createLedgerTokens('q'.repeat(64)).seal(row);
    const wrong = [...altered, foreign, token.slice(0, -4), token.slice(4), 'x', `${token}${token}`, row.hash];
    for (const each of wrong) expect(await call({ token: each, params }), each).toBe(204);
    expect(await call({ token: foreign, params: { ...params, ErrorCode: '21610' } })).toBe(204);
    expect(await items()).toEqual(before);
  });

  test('that says nothing new or nothing that we know changes nothing', async () => {
    const { call, person, items } = await open();
    const { token } = await person({ state: 'accepted', sid: params.MessageSid });
    const before = await items();
    for (const said of [
      ...['receiving', 'received', 'accepted', 'queued', 'sending', 'sent', 'DELIVERED', '', 'constructor'],
    ])
      expect(await call({ token, params: { ...params, MessageStatus: said } }), said).toBe(204);
    for (const odd of [{}, { MessageSid: params.MessageSid }, { ['__proto__']: 'delivered' }, { Body: 'é & ü=1' }])
      expect(await call({ token, params: odd })).toBe(204);
    expect(await items()).toEqual(before);
  });

  test('for a row that is not there makes none', async () => {
    const { call, person, row: find, tally } = await open();
    const { row } = await person({ state: 'accepted' });
    const { token } = await (await open()).person({ hash: `1.${'A'.repeat(43)}`, state: 'accepted' });
    const before = await tally();
    expect(await call({ token, params })).toBe(204);
    expect(await find({ ...row, hash: `1.${'A'.repeat(43)}` })).toBeUndefined();
    expect(await tally()).toEqual(before);
  });

  test('tells the log what became of a text, and of no person', async () => {
    const { call, person } = await open();
    const { row, token } = await person({ state: 'accepted' });
    await call({ token, params: { ...params, ErrorCode: '30003', MessageStatus: 'undelivered' } });
    expect(printed.some((line) => line.includes('TEXT_SETTLED') && line.includes('30003'))).toBe(true);
    for (const line of printed) for (const word of ['2025550143', row.hash, token]) expect(line).not.toContain(word);
  });
});
