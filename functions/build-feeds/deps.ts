import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../shared/adapters/dynamo/feed-record.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
export const log = createLog('build-feeds');

export const build = buildFeeds({
  rulings: createRulingStore(dynamo, rulingsTable),
  files: createFeedFiles(setting('PUBLIC_BUCKET')),
  record: createFeedRecord(dynamo, rulingsTable),
  directory: createFeedDirectory(dynamo, rulingsTable),
  render: renderFeed,
  clock: systemClock,
  log,
  newsroom: loadNewsroom(),
});
