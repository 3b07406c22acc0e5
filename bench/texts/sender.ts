/** send-texts in a process of its own, with the adapters that it has on AWS; and the same posts without anything else. */
import { Agent, request } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import * as z from 'zod';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { type TextBatch, textBatchSchema } from '../../shared/domain/text-messages.ts';
import { systemRandomness } from '../../shared/runtime/clock.ts';
import { inParallel } from '../../shared/use-cases/in-parallel.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { answerParent, startChild } from '../webhooks/child.ts';
import { timeNow } from '../webhooks/receiver.ts';
import { clock, log, newsroomWith } from './newsroom.ts';
import { tables, vaultKey } from './tables.ts';
import { certificate, type Got } from './twilio.ts';

/** Batches of 25 people that are worked on at the same time, and how fast the sender is. */
const sendSchema = z.object({ batches: z.array(textBatchSchema), lanes: z.int(), segmentsPerSecond: z.int() });
const postSchema = z.object({
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  bodies: z.array(z.string()),
  inFlight: z.int(),
});
const tookSchema = z.object({
  /** When it began and ended, ms since 1970. */
  from: z.number(),
  to: z.number(),
  /** Of this process alone. */
  cpuMs: z.number(),
});
export type Took = z.output<typeof tookSchema>;
const peoplePerBatch = 25;

export const startSender = (twilioUrl: string) => {
  const child = startChild(new URL(import.meta.url), [twilioUrl]);
  return {
    send: (batches: readonly TextBatch[], inFlight: number, segmentsPerSecond: number): Promise<Took> =>
      child.ask('send', tookSchema, { batches, lanes: inFlight / peoplePerBatch, segmentsPerSecond }),
    post: (got: Omit<Got, 'times'>, inFlight: number): Promise<Took> =>
      child.ask('post', tookSchema, { ...got, inFlight }),
    close: child.close,
  };
};
export type Sender = Awaited<ReturnType<typeof startSender>>;

const timed = async (work: () => Promise<unknown>): Promise<Took> => {
  const [from, cpu] = [timeNow(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { from, to: timeNow(), cpuMs: (user + system) / 1000 };
};

/** send-texts for a sender of a speed, with so many connections. */
const senderWith = (twilioUrl: string, segmentsPerSecond: number, connections: number) => {
  const dynamo = createDynamo();
  const newsroom = newsroomWith(segmentsPerSecond);
  return sendTexts({
    broadcasts: createBroadcastStore(dynamo, tables),
    ledger: createTextLedger(dynamo, tables, newsroom.texts.retention.ledgerDays),
    subscribers: createSubscriberStore(dynamo, tables.subscribers),
    budget: createTextBudget(dynamo, tables.texts),
    timeline: createTextTimeline(dynamo, tables.texts, newsroom.texts.retention.ledgerDays),
    pace: createSenderPace(dynamo, tables.texts, segmentsPerSecond),
    sender: createTextSender({
      baseUrl: twilioUrl,
      accountSid: `AC${'0'.repeat(32)}`,
      apiKeySid: `SK${'0'.repeat(32)}`,
      apiKeySecret: 'secret',
      messagingServiceSid: `MG${'0'.repeat(32)}`,
      connections,
    }),
    vault: createVault(vaultKey),
    tokens: createLedgerTokens('a platform secret of the bench'),
    windowAt: quietHours(newsroom.texts),
    channelPaused: async () => false,
    random: systemRandomness,
    ...{ newsroom, clock, log },
  });
};

const postWith = (twilioUrl: string, maxSockets: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
  return (path: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const post = request(`${twilioUrl}${path}`, { method: 'POST', agent, headers }, (response) => {
        if (response.statusCode !== 201) reject(new Error(`answered ${response.statusCode}`));
        response.on('data', () => undefined).on('end', resolve);
      });
      post.on('error', reject).end(body);
    });
};

/** One of each for all that asks for the same, so that its connections stay. */
const kept = <Made>(make: (...of: number[]) => Made): ((...of: number[]) => Made) => {
  const made = new Map<string, Made>();
  return (...of) => {
    const found = made.get(of.join()) ?? make(...of);
    made.set(of.join(), found);
    return found;
  };
};

const serve = (twilioUrl: string): void => {
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const senders = kept((segmentsPerSecond = 1, connections = 1) =>
    senderWith(twilioUrl, segmentsPerSecond, connections),
  );
  const posters = kept((inFlight = 1) => postWith(twilioUrl, inFlight));
  answerParent({
    send: (argument) => {
      const { batches, lanes, segmentsPerSecond } = sendSchema.parse(argument);
      const send = senders(segmentsPerSecond, lanes * peoplePerBatch);
      return timed(() => inParallel(lanes, batches, send));
    },
    post: (argument) => {
      const { path, headers, bodies, inFlight } = postSchema.parse(argument);
      // the length is each body's own
      const { connection: _, host: __, 'content-length': ___, ...others } = headers;
      const post = posters(inFlight);
      return timed(() =>
        inParallel(inFlight, bodies, (body) =>
          post(path, { ...others, 'content-length': String(Buffer.byteLength(body)) }, body),
        ),
      );
    },
    close: () => undefined,
  });
};

if (import.meta.main) serve(process.argv[2] ?? '');
