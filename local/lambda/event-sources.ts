/** Starts the event source mappings of the template. */
import { join } from 'node:path';
import { SqsStore } from '../aws/fauxqs-modules.ts';
import type { Services } from '../services.ts';
import type { Resources } from '../template/resources.ts';
import { type EventSource, readEventSource } from './event-source.ts';
import type { FunctionSet } from './function-set.ts';
import type { FateOf } from './message-fate.ts';
import { type Mapping, startQueueMapping } from './queue-mapping.ts';
import { openQueueSource } from './queue-source.ts';
import { startStreamMapping } from './stream-mapping.ts';

const tableOf = (streamArn: string): string => streamArn.split('/')[1] ?? '';

/** Starts every enabled mapping; `close` takes no further batch and waits for those under way. */
export const startEventSources = async (
  resources: Resources,
  functions: FunctionSet,
  { dynamo, bus }: Services,
  dataDir: string,
  fateOf?: FateOf,
): Promise<Mapping> => {
  const sendFailure = (queueArn: string, body: string): void => {
    const queue = bus.queues.getQueueByArn(queueArn);
    if (queue === undefined) throw new Error(`no queue ${queueArn}`);
    queue.enqueue(SqsStore.createMessage(body));
  };
  const start = async (source: EventSource): Promise<Mapping> => {
    const target = functions.named(source.functionName);
    if (source.kind === 'queue')
      return startQueueMapping(source, openQueueSource(bus.queues, source.sourceArn, fateOf), target);
    const table = tableOf(source.sourceArn);
    return startStreamMapping(source, target, {
      dynamoUrl: dynamo.url,
      checkpointFolder: join(dataDir, 'checkpoints'),
      onRecord: (listener) => dynamo.onStreamRecord((name) => (name === table ? listener() : undefined)),
      sendFailure,
    });
  };
  const sources = resources.ofType('AWS::Lambda::EventSourceMapping').map(readEventSource);
  const mappings = await Promise.all(sources.filter((source) => source !== undefined).map(start));
  return {
    async close() {
      await Promise.all(mappings.map((mapping) => mapping.close()));
    },
  };
};
