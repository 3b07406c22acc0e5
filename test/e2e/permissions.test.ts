/** Least privilege, both ways: on the wire's way through its work no call is refused, and no permission is left over. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { GrantOf } from '../../local/aws/permissions.ts';
import { startSample } from '../../local/seed/sample.ts';
import { startWire, type Wire } from '../../local/wire.ts';
import { waitFor } from '../wait-for.ts';
import { driveArchives } from './permissions/archives.ts';
import { driveBroadcasts, takeInCrowds } from './permissions/broadcasts.ts';
import { driveChannels } from './permissions/channels.ts';
import { beginDoubt, driveDeactivations, driveDigest, endDoubt } from './permissions/doubt.ts';
import { driveDueWork } from './permissions/due-work.ts';
import { driveFollowers } from './permissions/followers.ts';
import { driveMisled } from './permissions/misled.ts';
import { driveKeys, driveScheduled } from './permissions/newsroom.ts';
import { driveOperations } from './permissions/operations.ts';
import { drivePeople } from './permissions/people.ts';
import { driveTendPartners } from './permissions/tend-partners.ts';
import { driveTexts } from './permissions/texts.ts';
import { driveWebhooks } from './permissions/webhooks.ts';

const devSchema = z.object({
  baseUrl: z.string(),
  twilioUrl: z.string(),
  keys: z.object({ newsroom: z.string(), partner: z.string(), operator: z.string() }),
});

/** What Lambda does with a function's role itself: it polls queues and streams, puts failed records aside and writes logs. */
const lambdasOwn = [
  /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$/,
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/,
  /^logs:(CreateLogStream|PutLogEvents)$/,
];

/** Permissions that no run can be brought to use for sure, and why each is needed nevertheless. */
const seldom = {
  'RulingsStreamRelay sqs:SendMessage RulingsStreamDeadLettersQueue': 'Lambda puts failed records aside with it',
  'PartnersPlanDeliveries dynamodb:GetItem TablesPartners':
    'an endpoint is read again when another planner, or its deletion, came between reading and writing it',
  'FeedsBuildFeeds dynamodb:GetItem TablesPartners':
    'a follower is looked for when its row changed while it was planned',
  'TendPartners dynamodb:ConditionCheckItem TablesDeliveries':
    'an endpoint that was quiet for a week may just be sent a test when it is probed',
  'TextsPlanTexts dynamodb:PutItem TablesSubscribers':
    'Twilio may list a text in doubt as one to somebody who had opted out, and that is evidence',
  'TextsTwilioStatus dynamodb:PutItem TablesTimetable':
    'a callback that comes after the last look over its broadcast, a day after, orders one more',
  'TextsPlanTexts sqs:SendMessage TextsTextPlansQueue':
    'a plan that had no time for everybody goes on in a message of its own',
  'ScheduledPublishScheduled dynamodb:PutItem TablesTimetable':
    'what comes before its time, where two clocks differ, is put back',
  'ArchivesRebuildFeeds s3:PutObject sitebucket/corrections/*':
    'it writes a page of corrections anew where build-archives has not, as after an upgrade',
  'FeedsBuildFeeds dynamodb:ConditionCheckItem TablesDeliveries':
    'a feed that changes within the seconds that an attempt at its follower takes waits behind that attempt',
};

/** As it is called in the template: without the hash that CDK puts at the end. */
const bare = (id: string): string => id.replace(/[0-9A-F]{8}$/i, '');
const told = ({ principal, action, resource }: GrantOf): string => {
  const [name = '', ...path] = resource.replace(/^arn:aws:[^:]*:[^:]*:[^:]*:(table\/|key\/|secret:)?/, '').split('/');
  return `${bare(principal).replace(/Function$/, '')} ${action} ${[bare(name), ...path].join('/')}`;
};

let dataDir: string;
let wire: Wire;
let sample: { close(): Promise<void> };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-permissions-'));
  wire = await startWire({ dataDir, port: 0, quietHours: 'off', movableClock: true });
  sample = await startSample(wire, dataDir, () => {});
});
afterAll(async () => {
  await wire.close();
  await sample.close();
  await rm(dataDir, { recursive: true });
});

test('every function may do all that it does, and no more', async () => {
  const dev = devSchema.parse(JSON.parse(await readFile(join(dataDir, 'dev.json'), 'utf8')));
  const { runtime } = wire;
  const drive = async (): Promise<void> => {
    const [scheduledCameOut] = await Promise.all([
      driveScheduled(dev),
      driveKeys(dev),
      driveTexts(dev, runtime, dataDir),
      driveWebhooks(dev),
      driveFollowers(dev),
    ]);
    await takeInCrowds(dev);
    const doubted = await beginDoubt(dev, runtime);
    await Promise.all([
      drivePeople(dev),
      driveBroadcasts(dev),
      driveDigest(dev, runtime),
      driveDeactivations(dev, runtime),
    ]);
    await driveChannels(dev);
    await driveArchives(dev);
    await driveMisled(dev, runtime);
    await driveDueWork(runtime);
    await driveTendPartners(runtime);
    await driveOperations(dev, runtime);
    await endDoubt(dev, runtime, doubted);
    await scheduledCameOut();
  };
  // what is refused keeps the rest from happening: there is nothing to wait for then
  let driven = false;
  const refusal = waitFor(() => driven || runtime.permissions.refused().length > 0);
  await Promise.race([drive(), refusal]);
  driven = true;

  expect(runtime.permissions.refused().map(told)).toEqual([]);
  // the operators' function takes from queues itself
  const isLambdas = ({ principal, action }: GrantOf) =>
    !principal.startsWith('Operations') && lambdasOwn.some((own) => own.test(action));
  const unused = runtime.permissions.unused().filter((grant) => !isLambdas(grant) && !/^logs:/.test(grant.action));
  expect(unused.map(told).filter((grant) => !Object.hasOwn(seldom, grant))).toEqual([]);
});
