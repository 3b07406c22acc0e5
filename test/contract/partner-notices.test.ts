import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueArn, REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createPartnerNotices } from '../../shared/adapters/sns/partner-notices.ts';
import type { PartnerNotice, PartnerNotices } from '../../shared/ports/partner-notices.ts';
import { fakePartnerNotices } from '../fakes/partner-notices.ts';
import { endpointId, noon, partner, rulingId } from '../samples/delivering.ts';

let folder: string;
let bus: MessageBus;
let client: SNSClient;
let topicArn: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partner-notices-'));
  bus = await startMessageBus({ folder });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SNSClient({ endpoint: bus.url, region: REGION, credentials, maxAttempts: 1 });
  topicArn = bus.topics.createTopic('PartnerNotices', undefined, undefined, REGION).arn;
});
afterAll(async () => {
  client.destroy();
  await bus.close();
  await rm(folder, { recursive: true });
});

/** A queue subscribed with raw delivery; answers what is on it, in no order. */
const subscribe = (name: string, filter: Record<string, unknown>): (() => unknown[]) => {
  const queue = bus.queues.createQueue(name, bus.queueUrl(name), queueArn(name));
  const FilterPolicy = JSON.stringify(filter);
  bus.topics.subscribe(topicArn, 'sqs', queueArn(name), { RawMessageDelivery: 'true', FilterPolicy });
  return () => queue.dequeue(10).map(({ Body }): unknown => JSON.parse(Body));
};

const disabled: PartnerNotice = {
  ...{ kind: 'endpoint-disabled', partnerId: partner().id, endpointId: endpointId(1) },
  ...{ contact: null, reason: 'no success for 72 hours', disabledAt: noon },
};
const correction = { rulingId: rulingId(1), url: 'https://newsroom.example/ñandú', revision: 2 };
const unacknowledged: PartnerNotice = {
  ...{ kind: 'corrections-unacknowledged', partnerId: partner().id, contacts: ['Søren <s@partner.example>'] },
  corrections: [
    { ...correction, acknowledgedRevision: null },
    { ...correction, rulingId: rulingId(2), acknowledgedRevision: 1 },
  ],
};

const partnerNoticesContract = (
  open: () => { readonly notices: PartnerNotices; readonly arrived: () => unknown[] },
): void => {
  test('every notice arrives as it was told, again when it is told again', async () => {
    const { notices, arrived } = open();
    for (const notice of [disabled, unacknowledged, disabled]) await notices.tell(notice);
    const found = arrived();
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([disabled, unacknowledged]));
  });
};

describe('notices in memory', () =>
  partnerNoticesContract(() => {
    const notices = fakePartnerNotices();
    return { notices, arrived: () => notices.told };
  }));

describe('notices by SNS', () => {
  partnerNoticesContract(() => ({ notices: createPartnerNotices(topicArn, client), arrived: subscribe('all', {}) }));

  test('a subscription takes the kind that it asks for', async () => {
    const arrived = subscribe('disabled', { kind: ['endpoint-disabled'] });
    const notices = createPartnerNotices(topicArn, client);
    for (const notice of [unacknowledged, disabled]) await notices.tell(notice);
    expect(arrived()).toEqual([disabled]);
  });

  test('a topic that is not there throws', async () => {
    await expect(createPartnerNotices(`${topicArn}-none`, client).tell(disabled)).rejects.toThrow();
  });
});
