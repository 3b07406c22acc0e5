import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { verifyFollower } from '../../shared/use-cases/verify-follower.ts';

const tables = { partners: setting('PARTNERS_TABLE'), timetable: setting('TIMETABLE_TABLE') };
export const log = createLog('verify-followers');

export const verify = verifyFollower({
  followers: createFollowerStore(createDynamo(), tables),
  files: createFeedFiles(setting('PUBLIC_BUCKET')),
  callbacks: createHttpSender({ allowLoopback: embedded() }),
  requests: createSqsQueue(setting('HUB_REQUESTS_QUEUE_URL')),
  newsroom: loadNewsroom(),
  clock: systemClock,
  random: systemRandomness,
  log,
});
