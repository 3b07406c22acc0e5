/** What failed of a broadcast and why, as the newsroom reads it after a run against the simulated Twilio. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { broadcastRoutes } from '../../functions/broadcasts-api/routes/broadcasts.ts';
import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { countOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import { createApi } from '../../shared/runtime/api/api.ts';
import { countShard } from '../../shared/use-cases/count-shard.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';
import { authenticate, issueKey } from '../../shared/use-cases/manage-keys.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeVault } from '../fakes/vault.ts';
import { newsroom as sample } from '../samples/revision.ts';
import { broadcast, consent, hash, ledgerRow, noon, phone, platformSecret, subscriber } from '../samples/texting.ts';
import { callerOf } from './call-api.ts';
import {
  credentials,
  messagingServiceSid,
  type Received,
  type Receiver,
  type Simulation,
  startReceiver,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

let embedded: EmbeddedTables;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
let receiver: Receiver;
beforeAll(async () => {
  [embedded, folder, receiver] = await Promise.all([openTables(), temporaryFolder(), startReceiver()]);
  twilio = await startSimulation(folder.path);
});
afterAll(async () => {
  await twilio.close();
  await Promise.all([embedded.close(), folder.remove(), receiver.close()]);
});

const { id } = broadcast();
const shard = 'America/New_York#7' as const;

/** A broadcast of eight people in one shard at noon in New York, what sends it, and the newsroom's API over the same tables. */
const open = async () => {
  const { client } = embedded;
  const newsroom: Newsroom = { ...sample, baseUrl: receiver.url };
  const tables = {
    ...{ texts: await embedded.make(), timetable: await embedded.make() },
    subscribers: await embedded.make({ cohort: ['cohort', 'pk'] }),
  };
  const [clock, log, vault, random] = [sleeplessClock(noon), recordingLog(), fakeVault(), seededRandomness(3)];
  const { ledgerDays } = newsroom.texts.retention;
  const deps = {
    broadcasts: createBroadcastStore(client, tables),
    subscribers: createSubscriberStore(client, tables.subscribers),
    ledger: createTextLedger(client, tables, ledgerDays),
    links: createShortLinks(client, tables.texts),
    budget: createTextBudget(client, tables.texts),
    timeline: createTextTimeline(client, tables.texts, ledgerDays),
    pace: createSenderPace(client, tables.texts, newsroom.texts.sender.segmentsPerSecond),
    sender: createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid }),
    tokens: createLedgerTokens(platformSecret),
    windowAt: quietHours(newsroom.texts),
    channelPaused: async () => false,
    switches: fakeChannelSwitches(),
    ...{ newsroom, clock, log, vault, random },
  };
  const people = [1, 2, 3, 4, 5, 6, 7, 8];
  const rows = people.map((last) => ledgerRow({ cohort: shard, hash: hash(last) }));
  await deps.broadcasts.freeze(broadcast({ status: 'sending', plannedAt: noon }), undefined);
  for (const last of people) {
    const sealed = await vault.seal(phone(last), hash(last));
    await deps.subscribers.add(subscriber({ hash: hash(last), phone: sealed }), consent({ hash: hash(last) }));
  }
  await deps.ledger.addAll(rows);
  await deps.broadcasts.markPlanned(id, shard, rows.map(countOf).reduce(plus, noCounts()), undefined);
  const keys = createApiKeys(client, await embedded.make());
  const api = createApi(broadcastRoutes(deps), {
    log,
    authenticate: authenticate({ keys, operatorKey: async () => 'an-operator-key-of-this-test-alone-0123456789' }),
  });
  const { key } = await issueKey({ keys, clock, random })('Sam Roe', ['newsroom:write'], null);
  const hear = hearFromTwilio(deps);
  return {
    ...deps,
    call: callerOf(api, key),
    send: sendTexts(deps),
    batch: { kind: 'batch', broadcastId: id, cohort: shard, hashes: rows.map((row) => row.hash), urgent: false },
    hear: ({ path, params }: Pick<Received, 'path' | 'params'>) => hear(path.split('/').at(-1) ?? '', params),
  } as const;
};

test('an editor reads what failed and why, who was skipped, and when texts left, and is right after each callback', async () => {
  const { call, send, batch, hear, subscribers, broadcasts, ledger } = await open();
  for (const last of [1, 2]) await twilio.fault({ to: phone(last), code: 30_003 });
  await twilio.fault({ to: phone(3), status: 400, code: 21_610 });
  await twilio.fault({ to: phone(4), code: 30_007 });
  await twilio.fault({ to: phone(5), status: 400, code: 21_999 });
  for (const last of [6, 7])
    await subscribers.move(hash(last), ['active'], { status: 'suppressed', reason: 'opted-out' }, noon);
  const read = async () => (await call('GET', `/v1/broadcasts/${id}`)).body;
  expect(await read()).toMatchObject({ broadcast: { failures: [], skips: [], timeline: [] } });

  await send({ ...batch, attempt: 0 });
  const refused = [
    { code: 21_610, people: 1, meaning: 'The person has sent STOP.' },
    { code: 21_999, people: 1, meaning: null },
  ];
  const skips = [{ reason: 'left', people: 2 }];
  const timeline = [{ at: noon, seconds: 10, accepted: 4 }];
  expect(await read()).toMatchObject({ broadcast: { failures: refused, skips, timeline, refused: 2, accepted: 4 } });

  const isEnd = ({ params }: Received): boolean => ['delivered', 'undelivered'].includes(params['MessageStatus'] ?? '');
  await receiver.until((received) => received.filter(isEnd).length === 4);
  for (const callback of receiver.received) await hear(callback);
  const filtered = { code: 30_007, people: 1, meaning: 'The carrier filtered the text as spam.' };
  const off = { code: 30_003, people: 2, meaning: 'The phone was switched off or out of reach.' };
  const after = { failures: [off, ...refused, filtered], skips, refused: 2, undelivered: 3, delivered: 1 };
  expect(await read()).toMatchObject({ broadcast: { ...after, timeline } });
  const { body: list } = await call('GET', '/v1/broadcasts');
  expect(list).toMatchObject({ items: [after] });
  expect(JSON.stringify(list)).not.toContain('timeline');
  expect((await broadcasts.tallies(id))[0]?.counts).toEqual((await countShard(ledger, { id }, shard)).counts);

  // one of them arrives after all
  const failed = receiver.received.find(({ params }) => params['ErrorCode'] === '30003');
  if (!failed) throw new Error('nobody was out of reach');
  const { ErrorCode: _, ...params } = failed.params;
  await hear({ ...failed, params: { ...params, MessageStatus: 'delivered' } });
  const one = { ...off, people: 1 };
  const arrived = { failures: [...refused, one, filtered], undelivered: 2, delivered: 2 };
  expect(await read()).toMatchObject({ broadcast: arrived });
  expect((await broadcasts.tallies(id))[0]?.counts).toEqual((await countShard(ledger, { id }, shard)).counts);
});
