import { type Dynamo, type DynamoOptions, startDynamo } from '../../../local/dynamo/engine.ts';
import { clientsFor } from './clients.ts';
import type { DynamoUnderTest } from './under-test.ts';

/** The embedded engine with its clients. */
export async function openEmbedded(options: DynamoOptions = {}): Promise<DynamoUnderTest & { engine: Dynamo }> {
  const engine = await startDynamo(options);
  const { destroy, ...clients } = clientsFor(engine.url);
  return {
    ...clients,
    engine,
    async close() {
      destroy();
      await engine.close();
    },
  };
}
