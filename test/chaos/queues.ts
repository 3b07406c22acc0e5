import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Chance } from './chance.ts';
import { type Fates, Misfortune } from './fates.ts';
import type { Ending } from './invocations.ts';

const minute = 60_000;
/** As the template has it. */
const maxReceives = 5;

/** How the template ties a queue to its function. */
export interface Mapping {
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly handle: (event: SQSEvent) => Promise<Ending<SQSBatchResponse>>;
}

export interface SimulatedQueue extends Queue<unknown> {
  readonly dead: () => number;
  /** How many messages are on it, whoever sees them. */
  readonly depth: () => number;
  /** Puts all dead letters back, with fresh receive counts. */
  readonly redrive: () => Promise<void>;
}

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
}

/**
 * A queue as SQS is one: messages come late, out of order and now and then twice, also after they were handled. One that was not
 * handled comes again when its visibility timeout has run out, and is a dead letter after five receives.
 */
export const simulatedQueue = (
  name: string,
  { batchSize, maxConcurrency, timeoutMs, handle }: Mapping,
  { clock, chance, fates }: { readonly clock: Clock; readonly chance: Chance; readonly fates: Fates },
): SimulatedQueue => {
  const visible: Message[] = [];
  let dead: Message[] = [];
  let running = 0;
  let depth = 0;
  let messages = 0;

  const arrive = async (message: Message, afterMs: number): Promise<void> => {
    depth += 1;
    await clock.sleep(afterMs);
    visible.push(message);
    for (; running < maxConcurrency && visible.length > 0; ) void receive();
  };
  const receive = async (): Promise<void> => {
    running += 1;
    const batch: Message[] = [];
    for (let wanted = chance.between(1, batchSize); wanted > 0 && visible.length > 0; wanted -= 1)
      batch.push(...visible.splice(chance.between(0, visible.length - 1), 1));
    const live = batch.filter((message) => message.receives < maxReceives);
    dead.push(...batch.filter((message) => message.receives >= maxReceives));
    if (live.length > 0) {
      for (const message of live) message.receives += 1;
      const receivedAt = clock.now();
      const ending = await handle({ Records: live.map((message) => recordOf(name, message)) });
      const failed =
        ending.kind === 'answered'
          ? new Set(ending.answer.batchItemFailures.map((one) => one.itemIdentifier))
          : undefined;
      for (const message of live) {
        const again = failed === undefined || failed.has(message.id);
        if (again) void arrive(message, Math.max(0, receivedAt + 6 * timeoutMs - clock.now()));
        else if (fates.strikesOutside(0.03)) void arrive({ ...message, receives: 0 }, chance.between(0, 20 * minute));
      }
    }
    depth -= batch.length;
    running -= 1;
    if (visible.length > 0 && running < maxConcurrency) await receive();
  };
  const lateness = (): number => chance.between(0, fates.strikesOutside(0.05) ? 15 * minute : 300);
  const put = (body: string, delayMs: number): void => {
    messages += 1;
    const id = `${name}-${messages}`;
    for (let copies = fates.strikesOutside(0.05) ? 2 : 1; copies > 0; copies -= 1)
      void arrive({ id, body, receives: 0 }, delayMs + lateness());
  };

  return {
    send: async (sent, delaySeconds = 0) => {
      if (delaySeconds < 0 || delaySeconds > 900) throw new Error('SQS delays by 0 to 900 seconds');
      const bodies = sent.map((message) => JSON.stringify(message));
      const refused =
        bodies.length > 1 && fates.strikesOutside(0.03) ? chance.between(0, bodies.length - 1) : undefined;
      for (const [at, body] of bodies.entries()) if (at !== refused) put(body, delaySeconds * 1000);
      if (refused !== undefined) throw new Misfortune('SQS refused one of several messages');
    },
    dead: () => dead.length,
    depth: () => depth,
    redrive: async () => {
      const letters = dead;
      dead = [];
      for (const letter of letters) void arrive({ ...letter, receives: 0 }, 0);
    },
  };
};

const recordOf = (name: string, { id, body, receives }: Message): SQSRecord => ({
  messageId: id,
  body,
  receiptHandle: id,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${name}`,
  awsRegion: 'us-east-1',
});
