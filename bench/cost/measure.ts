/** Runs the embedded wire, and counts what one ruling, one text more, one delivery more, and one run of what has a schedule take. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { newsroomFile } from '../../infra/newsroom.ts';
import { OWNER } from '../../local/aws/permissions.ts';
import { ensureBuild } from '../../local/build.ts';
import type { Item } from '../../local/dynamo/attribute-value.ts';
import type { Runtime } from '../../local/runtime.ts';
import { startWire, type Wire } from '../../local/wire.ts';
import { feedLength } from '../../shared/domain/feed-document.ts';
import { segmentsOf } from '../../shared/domain/segments.ts';
import { type Counter, createCounter } from './counter.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { startPartners } from './partners.ts';
import { type Counted, countedSchema } from './result.ts';
import { readStack, type Stack } from './stack.ts';
import {
  atLeastNothing,
  forEach,
  only,
  plusByPart,
  times,
  timesByPart,
  type Usage,
  type UsageByPart,
} from './usage.ts';

/** Nothing but sweeps for so long, and the wire has done all that it does at once: callbacks of texts come within a second. */
const quiet = 4_000;
/** Some ten sweeps, of which one runs each second here. */
const sweepsMs = 10_000;
const newsroomSchema = z.looseObject({ texts: z.looseObject({}) });
const few = { phones: 1, endpoints: 1 };
const manyPhones = { phones: 200, endpoints: 1 };
export const manyEndpoints = { phones: 200, endpoints: 50 };
/** What one more text or delivery is charged to; in the other functions two runs differ by chance. */
const textFunctions = ['plan-texts', 'send-texts', 'twilio-status'];
const deliveryFunctions = ['plan-deliveries', 'deliver'];

const untilQuiet = async (counter: Counter): Promise<void> => {
  while (counter.quietMs() < quiet) await setTimeout(100);
};

const answerSchema = z.object({ Item: z.custom<Item>((value) => typeof value === 'object').optional() });

/** Reads as the owner of the wire, of whom the watch is not told. */
const readItems = (runtime: Pick<Runtime, 'environmentOf'>, counter: Counter): void => {
  const url = runtime.environmentOf('RelayFunction')['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  const headers = {
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    authorization: `AWS4-HMAC-SHA256 Credential=${OWNER}/`,
  };
  counter.readFrom(async ({ table, key }) => {
    const body = JSON.stringify({ TableName: table, Key: key, ConsistentRead: true });
    return answerSchema.parse(await (await fetch(url, { method: 'POST', headers, body })).json()).Item;
  });
};

interface Setting {
  readonly counter: Counter;
  readonly newsroom: Newsroom;
  readonly partners: Awaited<ReturnType<typeof startPartners>>;
}

/** What one ruling takes, as the mean of `rulings`; each is alone on the wire. */
const countRulings = async (
  { counter, newsroom, partners }: Setting,
  rulings: number,
  audience: typeof few,
): Promise<UsageByPart> => {
  const all: UsageByPart[] = [];
  // the first one after a change loads what the functions keep, and is not counted
  for (let at = 0; at <= rulings; at++) {
    await counter.take();
    const before = partners.taken();
    const id = await newsroom.publish();
    await untilQuiet(counter);
    const { sweep: _, ...parts } = await counter.take();
    const sent = { deliver: { internetBytes: partners.taken().bytes - before.bytes } };
    if (at > 0) all.push(plusByPart(parts, sent));
    await newsroom.expectDone(id, audience);
    await untilQuiet(counter);
  }
  return timesByPart(plusByPart(...all), 1 / rulings);
};

const weighFeeds = async (baseUrl: string): Promise<Counted['feeds']> => {
  const paths = ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/feed.json'];
  return Promise.all(
    paths.map(async (path) => {
      const body = Buffer.from(await (await fetch(`${baseUrl}${path}`)).arrayBuffer());
      return { path, bytes: body.length, gzipped: gzipSync(body).length };
    }),
  );
};

const simulated = z.array(z.object({ body: z.string() }));
const segmentsOfText = async ({ twilioUrl }: Wire): Promise<number> => {
  const texts = simulated.parse(await (await fetch(`${twilioUrl}/_sim/messages`)).json());
  return texts.reduce((sum, { body }) => sum + segmentsOf(body).segments, 0) / texts.length;
};

/** Sweeps that found nothing due: what the rulings before left for later, such as looking after a text, is no rest. */
const countSweeps = async (counter: Counter): Promise<Usage> => {
  for (;;) {
    await setTimeout(sweepsMs);
    const { sweep = {} } = await counter.take();
    if (counter.quietMs() >= sweepsMs && (sweep.dynamoWrites ?? 0) === 0)
      return times(sweep, 1 / (sweep.lambdaRequests ?? 0));
  }
};

/** What one run takes of each function that has a schedule, with nothing to do. */
const countScheduled = async (
  runtime: Runtime,
  counter: Counter,
  { functions, scheduled }: Stack,
): Promise<UsageByPart> => {
  const sweep = await countSweeps(counter);
  const others: Record<string, Usage> = {};
  for (const id of scheduled) {
    const name = functions.get(id)?.name ?? id;
    if (name === 'sweep') continue;
    // the first run loads what the function keeps
    for (const _ of ['first', 'counted']) {
      await counter.take();
      await runtime.invoke(id, {});
      await untilQuiet(counter);
      others[name] = (await counter.take())[name] ?? {};
    }
  }
  return { sweep, ...others };
};

const grow = async ({ newsroom, partners }: Setting, from: typeof few, to: typeof few): Promise<void> => {
  for (let at = from.phones; at < to.phones; at++) await newsroom.addPhone(at);
  for (let at = from.endpoints; at < to.endpoints; at++) await newsroom.addEndpoint(partners.urlOf(at));
};

/** That are counted in a setting. */
export const mostRulings = 5;
/** The first phone is texted of each ruling, in each of three settings, and in each of one before them that is not counted. */
const dailyCap = 3 * (mostRulings + 1);

/** The newsroom of the repository, which lets a phone get all of them in a day. At one place: a build is known by where that lies. */
const writeNewsroom = async (): Promise<string> => {
  const { texts, ...rest } = newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8')));
  const file = join(tmpdir(), 'rulingwire-cost-newsroom.json');
  await writeFile(file, JSON.stringify({ ...rest, texts: { ...texts, dailyCap } }));
  return file;
};

export const measure = async (rulings: number, tell: (line: string) => void): Promise<Counted> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-cost-'));
  process.env['RULINGWIRE_NEWSROOM'] = await writeNewsroom();
  const stack = readStack(await ensureBuild());
  const counter = createCounter(stack, dataDir);
  const partners = await startPartners();
  const wire = await startWire({ dataDir, port: 0, quietHours: 'off', watch: counter.watch });
  try {
    const { runtime } = wire;
    readItems(runtime, counter);
    const setting = { counter, partners, newsroom: await openNewsroom(runtime) };
    await grow(setting, { phones: 0, endpoints: 0 }, few);
    for (let at = 0; at < feedLength; at++) await setting.newsroom.publish('none');
    await untilQuiet(counter);
    await counter.take();

    tell('at rest');
    const scheduled = await countScheduled(runtime, counter, stack);
    tell(`rulings to ${few.phones} phone and ${few.endpoints} endpoint`);
    const alone = await countRulings(setting, rulings, few);
    tell(`rulings to ${manyPhones.phones} phones`);
    await grow(setting, few, manyPhones);
    await untilQuiet(counter);
    const texted = await countRulings(setting, rulings, manyPhones);
    tell(`rulings to ${manyEndpoints.endpoints} endpoints`);
    await grow(setting, manyPhones, manyEndpoints);
    await untilQuiet(counter);
    const delivered = await countRulings(setting, rulings, manyEndpoints);

    const text = only(forEach(texted, alone, manyPhones.phones - few.phones), textFunctions);
    const delivery = only(forEach(delivered, texted, manyEndpoints.endpoints - few.endpoints), deliveryFunctions);
    const ruling = plusByPart(alone, timesByPart(plusByPart(text, delivery), -1));
    return countedSchema.parse({
      ruling: atLeastNothing(ruling),
      text: atLeastNothing(text),
      delivery: atLeastNothing(delivery),
      scheduled,
      feeds: await weighFeeds(runtime.baseUrl),
      segmentsOfText: await segmentsOfText(wire),
      stack: stack.counts,
    });
  } finally {
    await wire.close();
    await partners.close();
    await rm(dataDir, { recursive: true });
  }
};
