import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueArn } from '../../local/aws/identity.ts';
import { startJsonServer } from '../../local/aws/json-server.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { fakeQueue } from '../fakes/queue.ts';

interface Work {
  readonly number: number;
  readonly text: string;
}

interface Opened {
  readonly queue: Queue<Work>;
  /** Everything that is on the queue now. */
  readonly arrived: () => Promise<Work[]>;
}

const work = (number: number, text = 'work'): Work => ({ number, text });

const queueContract = (open: () => Promise<Opened>): void => {
  test('every message arrives once, in any number', async () => {
    const { queue, arrived } = await open();
    await queue.send([]);
    expect(await arrived()).toEqual([]);
    const all = Array.from({ length: 23 }, (_, at) => work(at));
    await queue.send(all);
    expect((await arrived()).toSorted((a, b) => a.number - b.number)).toEqual(all);
  });

  test('any text that JSON can hold arrives as it was', async () => {
    const { queue, arrived } = await open();
    const texts = ['', '"quotes"', 'é 🛳', '\u0000\u001f', ']]>', '&amp;'];
    await queue.send(texts.map((text, at) => work(at, text)));
    expect((await arrived()).map(({ text }) => text).sort()).toEqual(texts.sort());
  });
};

describe('a queue in memory', () =>
  queueContract(async () => {
    const queue = fakeQueue<Work>();
    return { queue, arrived: async () => queue.messages() };
  }));

describe('a queue of SQS', () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const clientFor = (endpoint: string) => new SQSClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  let folder: string;
  let bus: MessageBus;
  let client: SQSClient;
  let made = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-'));
    bus = await startMessageBus({ folder });
    client = clientFor(bus.url);
  });
  afterAll(async () => {
    client.destroy();
    await bus.close();
    await rm(folder, { recursive: true });
  });

  const receive = async (QueueUrl: string): Promise<Work[]> => {
    const ask = { QueueUrl, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(ask));
    for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    const found = Messages.map(({ Body = '' }): Work => JSON.parse(Body));
    return found.length > 0 ? [...found, ...(await receive(QueueUrl))] : [];
  };

  const newQueue = (): string => {
    const name = `queue-${++made}`;
    bus.queues.createQueue(name, bus.queueUrl(name), queueArn(name));
    return bus.queueUrl(name);
  };

  queueContract(async () => {
    const url = newQueue();
    return { queue: createSqsQueue<Work>(url, client), arrived: () => receive(url) };
  });

  test('a delayed message is not there yet', async () => {
    const url = newQueue();
    await createSqsQueue<Work>(url, client).send([work(1)], 900);
    expect(await receive(url)).toEqual([]);
  });

  test('a queue that is not there throws', async () => {
    await expect(createSqsQueue<Work>(bus.queueUrl('none'), client).send([work(1)])).rejects.toThrow();
  });

  /** A queue at a server that answers batches by `answer`, which gets their number. */
  const answering = async (answer: (number: number) => Promise<object> | object) => {
    let batches = 0;
    const server = await startJsonServer({
      'AmazonSQS.SendMessageBatch': () => {
        batches += 1;
        return answer(batches);
      },
    });
    const asking = clientFor(server.url);
    return {
      queue: createSqsQueue<Work>(`${server.url}/000000000000/queue`, asking),
      batches: () => batches,
      close: async () => {
        asking.destroy();
        await server.close();
      },
    };
  };
  const many = (count: number): Work[] => Array.from({ length: count }, (_, at) => work(at));

  test('a hundred messages are sent at once, and more wait for them', async () => {
    const all = Promise.withResolvers<object>();
    const { queue, batches, close } = await answering((number) => {
      if (number === 10) all.resolve({ Successful: [] });
      return all.promise;
    });
    await queue.send(many(101));
    expect(batches()).toBe(11);
    await close();
  });

  test('a batch of which SQS refuses one message throws once those beside it have ended, and lets no further one begin', async () => {
    let ended = 0;
    const { queue, batches, close } = await answering(async (number) => {
      if (number === 1) return { Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] };
      await setTimeout(20);
      ended += 1;
      return { Successful: [] };
    });
    await expect(queue.send(many(101))).rejects.toThrow('InternalError');
    expect([batches(), ended]).toEqual([10, 9]);
    await close();
  });
});
