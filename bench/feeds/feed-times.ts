import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../local/dynamo/engine.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { newsroomSchema } from '../../shared/domain/newsroom.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { buildFeed } from '../../shared/use-cases/build-feed.ts';
import { fakeFeedDirectory } from '../../test/fakes/feed-directory.ts';
import { fakeFeedFiles } from '../../test/fakes/feed-files.ts';
import { recordingLog } from '../../test/fakes/log.ts';
import { percentile } from '../statistics.ts';

const warmUps = 10;
const runs = 100;

export interface FeedTimes {
  readonly p50: number;
  readonly p99: number;
}

/** Milliseconds that a feed takes to be read, rendered and written (to memory) from the tables of a wire that is not running. */
export const timeFeed = async (dataDir: string, facet: string, newsroom: unknown): Promise<FeedTimes> => {
  const engine = await startDynamo({ path: join(dataDir, 'dynamo') });
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL_DYNAMODB: engine.url, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  const client = createDynamo();
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const table = TableNames.find((name) => name.includes('Rulings'));
    if (table === undefined) throw new Error('the data folder has no table of rulings');
    const deps = {
      ...{ rulings: createRulingStore(client, table), render: renderFeed, clock: systemClock, log: recordingLog() },
      newsroom: newsroomSchema.parse(newsroom),
    };
    const samples: number[] = [];
    for (let at = 0; at < warmUps + runs; at++) {
      const { files } = fakeFeedFiles(Date.now);
      const startedAt = performance.now();
      await buildFeed({ ...deps, files, directory: fakeFeedDirectory() })(facet);
      if (at >= warmUps) samples.push(performance.now() - startedAt);
    }
    return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
  } finally {
    client.destroy();
    await engine.close();
  }
};
