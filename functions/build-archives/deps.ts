import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { buildArchives } from '../../shared/use-cases/build-archives.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
const timetable = setting('TIMETABLE_TABLE');
export const log = createLog('build-archives');

export const gate = gateChannel(
  {
    switches: createChannelSwitches(dynamo, timetable),
    heldWork: createHeldWork(dynamo, timetable),
    clock: systemClock,
    log,
  },
  'feeds',
  () => 'archives',
);

export const build = buildArchives({
  rulings: createRulingStore(dynamo, rulingsTable),
  files: createFeedFiles(setting('PUBLIC_BUCKET')),
  directory: createFeedDirectory(dynamo, rulingsTable),
  again: createSqsQueue(setting('ARCHIVES_QUEUE_URL')),
  render: renderFeed,
  clock: systemClock,
  log,
  newsroom: loadNewsroom(),
});
