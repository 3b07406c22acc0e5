import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createInboundLog } from '../../../shared/adapters/dynamo/inbound-log.ts';
import { createLeavers } from '../../../shared/adapters/dynamo/leavers.ts';
import { createSignUps } from '../../../shared/adapters/dynamo/sign-ups.ts';
import { createSubscriberStore } from '../../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../../shared/adapters/dynamo/text-ledger.ts';
import { createTextTimeline } from '../../../shared/adapters/dynamo/text-timeline.ts';
import type { EmbeddedTables } from '../../embedded-tables.ts';
import { consent, hash, ledgerRow, noon, subscriber } from '../../samples/texting.ts';
import { signUp } from './sign-ups.ts';
import { later } from './under-test.ts';

const day = 86_400;
const seconds = (instant: string): number => Date.parse(instant) / 1000;

/** For how long rows stay: what no port tells, and DynamoDB goes by. */
export const keptFor = (tables: () => EmbeddedTables): void => {
  const expiries = async (table: string, pk: string): Promise<Record<string, unknown>> => {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    };
    const { Items = [] } = await tables().client.send(new QueryCommand(query));
    return Object.fromEntries(Items.map(({ sk, expiresAt }) => [String(sk).split('#')[0], expiresAt]));
  };

  test('a row of the ledger stays for as many days as it is told, however often it moves', async () => {
    const { client, make } = tables();
    const [texts, other] = [await make(), await make()];
    const ledger = createTextLedger(client, { texts, subscribers: other, timetable: other }, 30);
    const row = ledgerRow();
    await ledger.addAll([row]);
    await ledger.move(row, 'pending', 'skipped', later);
    const pk = `BROADCAST#${row.broadcastId}#${row.cohort}`;
    expect(await expiries(texts, pk)).toEqual({ [row.hash]: seconds(noon) + 30 * day });
  });

  test('when texts left stays for as many days as the ledger, however often it is added to', async () => {
    const { client, make } = tables();
    const texts = await make();
    const timeline = createTextTimeline(client, texts, 30);
    const { broadcastId } = ledgerRow();
    for (const after of [0, 9_999]) await timeline.add(broadcastId, 3, Date.parse(noon) + after);
    expect(await expiries(texts, `BROADCAST#${broadcastId}`)).toEqual({ PACE: seconds(noon) + 30 * day });
  });

  test('a sign-up stays for its day, its confirmation for a month, its address until it is forgotten, its evidence for good', async () => {
    const { client, make } = tables();
    const table = await make({ cohort: ['cohort', 'pk'] });
    const signUps = createSignUps(client, table);
    const address = { sealed: 'sealed', forgetAt: '2027-02-18T17:00:00.000Z' };
    await signUps.ask(signUp(), consent({ kind: 'asked' }), address, '2026-10-21T17:00:00.000Z');
    const asked = { PENDING: seconds(signUp().until), ADDRESS: seconds(address.forgetAt), CONSENT: undefined };
    expect(await expiries(table, `SUB#${hash(1)}`)).toEqual(asked);
    await signUps.post(hash(1), later);
    expect(await expiries(table, `SUB#${hash(1)}`)).toEqual({ ...asked, ASKED: seconds(later) + 31 * day });
    const lateUntil = '2027-01-01T00:00:00.000Z';
    await signUps.count(['name'], lateUntil);
    expect(await expiries(table, 'SIGN-UPS#name')).toEqual({ [lateUntil]: seconds(lateUntil) });
    const subscribers = createSubscriberStore(client, table);
    await subscribers.add(subscriber(), consent({ kind: 'confirmed' }));
    const kinds = async () => Object.keys(await expiries(table, `SUB#${hash(1)}`)).sort();
    expect(await kinds()).toEqual(['ADDRESS', 'ASKED', 'CONSENT', 'PROFILE']);
    await subscribers.erase({ hash: hash(1), at: later, by: 'page' }, consent({ kind: 'erased', at: later }));
    expect(await kinds()).toEqual(['ADDRESS', 'ASKED', 'CONSENT', 'SUPPRESSION']);
  });

  test('with the evidence of a phone goes nothing else of it, wherever its rows stand', async () => {
    const { client, make } = tables();
    const table = await make({ cohort: ['cohort', 'pk'] });
    const [signUps, leavers] = [createSignUps(client, table), createLeavers(client, table)];
    const address = { sealed: 'sealed', forgetAt: '2027-02-18T17:00:00.000Z' };
    await signUps.ask(signUp(), consent({ kind: 'asked' }), address, '2026-10-21T17:00:00.000Z');
    await createSubscriberStore(client, table).suppressUnknown({ hash: hash(1), at: noon, by: 'lee' }, consent());
    const there = async () => Object.keys(await expiries(table, `SUB#${hash(1)}`)).sort();
    const before = await there();
    expect(before).toEqual(expect.arrayContaining(['ADDRESS', 'CONSENT', 'SUPPRESSION']));
    await leavers.forgetEvidence(hash(1), later);
    expect(await there()).toEqual(before.filter((kind) => kind !== 'CONSENT'));
  });

  test('what came in stays until it is forgotten, and until it is resolved where it waits; a count of replies over its day', async () => {
    const { client, make } = tables();
    const table = await make();
    const log = createInboundLog(client, table);
    const forgetAt = '2027-02-18T17:00:00.000Z';
    const text = { sid: 'SM1', hash: hash(1), body: 'sealed', at: noon, kind: 'unclear', resolvedAs: null } as const;
    await log.add({ ...text, held: true }, forgetAt);
    await log.add({ ...text, sid: 'SM2', held: false }, forgetAt);
    await log.countReply(hash(1), '2026-11-20', 'reply');
    expect(await expiries(table, 'INBOUND#SM1')).toEqual({ TEXT: undefined });
    expect(await expiries(table, 'INBOUND#SM2')).toEqual({ TEXT: seconds(forgetAt) });
    expect(await expiries(table, 'HELD')).toEqual({ [noon]: undefined });
    expect(await expiries(table, `REPLIES#${hash(1)}`)).toEqual({ '2026-11-20': seconds('2026-11-22T00:00:00.000Z') });
    await log.resolve('SM1', 'no-opt-out');
    expect(await expiries(table, 'HELD')).toEqual({});
    expect(await expiries(table, 'INBOUND#SM1')).toEqual({ TEXT: seconds(forgetAt) });
  });
};
