import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from './dynamo/embedded.ts';
import { dynamoContract } from './dynamo-contract.ts';

dynamoContract('the embedded engine in memory', () => openEmbedded());

dynamoContract('the embedded engine on disk', async () => {
  const path = await mkdtemp(join(tmpdir(), 'dynamo-'));
  const opened = await openEmbedded({ path });
  return {
    ...opened,
    async close() {
      await opened.close();
      await rm(path, { recursive: true });
    },
  };
});
