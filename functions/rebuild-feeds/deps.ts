import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createRebuildState } from '../../shared/adapters/dynamo/rebuild-state.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { rebuildFeeds } from '../../shared/use-cases/rebuild-feeds.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
export const log = createLog('rebuild-feeds');

export const rebuild = rebuildFeeds({
  rebuildState: createRebuildState(dynamo, rulingsTable),
  rebuilds: createSqsQueue(setting('REBUILDS_QUEUE_URL')),
  rulings: createRulingStore(dynamo, rulingsTable),
  files: createFeedFiles(setting('PUBLIC_BUCKET')),
  directory: createFeedDirectory(dynamo, rulingsTable),
  render: renderFeed,
  pieceMs: 20_000,
  clock: systemClock,
  log,
  newsroom: loadNewsroom(),
});
