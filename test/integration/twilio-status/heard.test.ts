import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOf, noCounts, plus } from '../../../shared/domain/text-counts.ts';
import type { TextState } from '../../../shared/domain/text-ledger.ts';
import { strikeKinds } from '../../../shared/domain/twilio-codes.ts';
import { newsroom } from '../../samples/revision.ts';
import { noon } from '../../samples/texting.ts';
import { usePrinted } from '../printed.ts';
import { useStatus } from './open-status.ts';

const open = useStatus();
usePrinted();
const sid = `SM${'1'.repeat(32)}`;
const said = (MessageStatus: string, more: Record<string, string> = {}) => ({
  ...{ MessageSid: sid, MessageStatus, To: '+12025550143', AccountSid: 'AC1', ApiVersion: '2010-04-01' },
  ...more,
});

const under = ['accepted', 'scheduled', 'queued', 'sending', 'sent'];
const bad = ['undelivered', 'failed', 'canceled'];
const good = ['delivered', 'read'];
/** Where callbacks in whatever order lead: to the most certain of what they say, from wherever a text was in doubt. */
const endOf = (start: TextState, statuses: readonly string[]): TextState => {
  if (!['posting', 'unknown', 'lost', 'accepted'].includes(start)) return start;
  if (statuses.some((status) => good.includes(status))) return 'delivered';
  if (statuses.some((status) => bad.includes(status))) return 'undelivered';
  return statuses.some((status) => under.includes(status)) ? 'accepted' : start;
};

describe('callbacks', () => {
  test('in any order, late, repeated or at once, lead forward to the same end, and the tally with them', async () => {
    const { call, person, row: find, tally } = await open();
    const starts = ['pending', 'deferred', 'posting', 'unknown', 'lost', 'accepted', 'refused', 'skipped'] as const;
    let expected = noCounts();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.array(fc.constantFrom(...under, ...bad, ...good, 'receiving'), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (state, statuses, atOnce) => {
          const { row, token } = await person({ state });
          const ring = async (status: string) => expect(await call({ token, params: said(status) })).toBe(204);
          if (atOnce) await Promise.all(statuses.map(ring));
          else for (const status of statuses) await ring(status);
          const end = endOf(state, statuses);
          expect((await find(row))?.state).toBe(end);
          expected = plus(expected, countOf({ ...row, state: end }));
          expect(await tally()).toEqual(expected);
        },
      ),
      // rows of earlier runs stay in the tally, so a failure is not run again smaller
      { numRuns: 40, endOnFailure: true },
    );
  });

  test('heal a text that was in doubt, and say under which SID Twilio has it', async () => {
    const { call, person, row: find, tally } = await open();
    for (const state of ['unknown', 'lost', 'posting'] as const) {
      const { row, token } = await person({ state });
      expect(row.sid).toBeNull();
      await call({ token, params: said('sent') });
      expect(await find(row)).toMatchObject({ state: 'accepted', sid, code: null });
      await call({ token, params: said('delivered') });
      expect(await find(row)).toMatchObject({ state: 'delivered', sid });
    }
    const { states, segments } = await tally();
    expect(states).toEqual({ ...noCounts().states, delivered: 3 });
    expect(segments).toBe(6);
  });

  test('that come again change nothing, also all at once', async () => {
    const { call, person, items, tally } = await open();
    const { token } = await person({ state: 'accepted' });
    const params = said('undelivered', { ErrorCode: '30003' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => call({ token, params })));
    expect(answers).toEqual([204, 204, 204, 204, 204]);
    expect((await tally()).states).toEqual({ ...noCounts().states, undelivered: 1 });
    const before = await items();
    for (const params of [said('undelivered', { ErrorCode: '30003' }), said('sent')])
      expect(await call({ token, params })).toBe(204);
    expect(await items()).toEqual(before);
  });
});

describe('a code', () => {
  test.each([
    ['21610', 'opted-out'],
    ['21211', 'invalid-number'],
    ['21614', 'invalid-number'],
    ['21635', 'invalid-number'],
    ['30006', 'invalid-number'],
  ])('%s takes the number out of its cohort: %s', async (ErrorCode, reason) => {
    const { call, person, row: find, subscribers } = await open();
    const [gone, stays] = [await person({ state: 'accepted' }), await person({ state: 'accepted' })];
    await call({ token: gone.token, params: said('failed', { ErrorCode }) });
    expect(await subscribers.find(gone.row.hash)).toMatchObject({ status: 'suppressed', reason });
    expect(await find(gone.row)).toMatchObject({ state: 'undelivered', code: Number(ErrorCode) });
    expect(await subscribers.find(stays.row.hash)).toMatchObject({ status: 'active', reason: null });
    const left = (await subscribers.evidenceOf(gone.row.hash)).filter(({ kind }) => kind === 'left');
    expect(left).toMatchObject(reason === 'opted-out' ? [{ by: 'network', sid }] : []);
    const texted = (await Array.fromAsync(subscribers.cohort(gone.row.cohort))).flat();
    expect(texted.map(({ hash }) => hash)).not.toContain(gone.row.hash);
  });

  test('of a number counts although the text was further already', async () => {
    const { call, person, row: find, subscribers } = await open();
    const { row, token } = await person({ state: 'delivered' });
    await call({ token, params: said('undelivered', { ErrorCode: '21610' }) });
    expect(await find(row)).toMatchObject({ state: 'delivered' });
    expect(await subscribers.find(row.hash)).toMatchObject({ status: 'suppressed', reason: 'opted-out' });
  });

  test('of the text, the network or us is kept, and leaves the subscriber alone', async () => {
    const { call, person, row: find, subscribers } = await open();
    for (const [ErrorCode, code] of [
      ['30007', 30_007],
      ['30022', 30_022],
      ['99999', 99_999],
      ['', null],
      ['21610x', null],
      ['0021610000', null],
    ] as const) {
      const { row, token } = await person({ state: 'accepted' });
      await call({ token, params: said('undelivered', { ErrorCode }) });
      expect(await find(row), ErrorCode).toMatchObject({ state: 'undelivered', code });
      expect(await subscribers.find(row.hash), ErrorCode).toMatchObject({ status: 'active' });
    }
  });

  test.each([
    ['30005', 2, { status: 'suppressed', reason: 'invalid-number' }],
    ['30004', 2, { status: 'suppressed', reason: 'blocked' }],
    ['30003', 3, { status: 'dormant', reason: 'unreachable' }],
    ['30008', 3, { status: 'dormant', reason: 'unreachable' }],
  ])('%s strikes once a text, and ends texts to the number at %d', async (ErrorCode, limit, then) => {
    const { call, person, subscribers } = await open();
    const kind = { 30004: 'blocked', 30005: 'unknown-handset' }[ErrorCode] ?? 'unreachable';
    const strikes = { kind: strikeKinds.find((one) => one === kind) ?? 'unreachable', count: limit - 2, at: noon };
    const { row, token } = await person({ state: 'accepted' }, { strikes: limit === 2 ? null : strikes });
    const params = said('undelivered', { ErrorCode });
    await Promise.all(Array.from({ length: 3 }, () => call({ token, params })));
    expect(await subscribers.find(row.hash)).toMatchObject({ status: 'active', strikes: { kind, count: limit - 1 } });
    const last = await person({ state: 'accepted' }, { strikes: { ...strikes, count: limit - 1 } });
    await call({ token: last.token, params });
    expect(await subscribers.find(last.row.hash)).toMatchObject(then);
  });

  test('is forgotten with the strikes of a number that a text reaches', async () => {
    const { call, person, subscribers } = await open();
    const strikes = { kind: 'unreachable', count: 2, at: noon } as const;
    const { row, token } = await person({ state: 'accepted', struck: true }, { strikes });
    await call({ token, params: said('sent') });
    expect((await subscribers.find(row.hash))?.strikes?.count).toBe(2);
    await call({ token, params: said('delivered') });
    expect((await subscribers.find(row.hash))?.strikes).toBeNull();
  });

  test('that is ours trips the breaker at ten of few texts, all at once as well', async () => {
    const { call, person, broadcast, subscribers } = await open();
    const people = await Array.fromAsync({ length: 12 }, () => person({ state: 'accepted' }));
    const params = said('undelivered', { ErrorCode: '30007' });
    for (const { token } of people.slice(0, 9)) await call({ token, params });
    expect(await broadcast()).toMatchObject({ status: 'sending', ownErrors: 9 });
    await Promise.all(people.slice(9).map(({ token }) => call({ token, params })));
    expect(await broadcast()).toMatchObject({ status: 'paused', pausedBecause: 'carriers', ownErrors: 12 });
    for (const { row } of people) expect((await subscribers.find(row.hash))?.status).toBe('active');
  });

  test('of our pacing holds the broadcast, and one that asks for patience slows the sender down', async () => {
    const { call, person, broadcast, items } = await open();
    const [slow, over] = [await person({ state: 'accepted' }), await person({ state: 'accepted' })];
    await call({ token: slow.token, params: said('undelivered', { ErrorCode: '30022' }) });
    expect(await items()).toContainEqual(
      expect.objectContaining({ pk: 'SENDER', rate: newsroom.texts.sender.segmentsPerSecond / 2 }),
    );
    expect((await broadcast())?.status).toBe('sending');
    await call({ token: over.token, params: said('undelivered', { ErrorCode: '30001' }) });
    expect(await broadcast()).toMatchObject({ status: 'paused', pausedBecause: 'pacing' });
  });
});
