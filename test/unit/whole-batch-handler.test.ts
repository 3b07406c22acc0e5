import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { recordingLog } from '../fakes/log.ts';
import { sqsRecord } from '../samples/sqs-record.ts';

describe('wholeBatchHandler', () => {
  it('hands over all that parse at once, and reports those alone that failed or do not parse', async () => {
    const log = recordingLog();
    const batches: (readonly { id: string }[])[] = [];
    const handler = wholeBatchHandler(
      z.object({ id: z.string() }),
      log,
      async (messages: readonly { id: string }[]) => {
        batches.push(messages);
        return new Map([['b', new Error('throttled')]]);
      },
    );
    const Records = [
      sqsRecord('1', '{"id":"a"}'),
      sqsRecord('2', 'not JSON'),
      sqsRecord('3', '{"id":"b"}'),
      sqsRecord('4', '{"id":7}'),
      sqsRecord('5', '{"id":"b"}'),
    ];
    const { batchItemFailures } = await handler({ Records });
    expect(batches).toEqual([[{ id: 'a' }, { id: 'b' }, { id: 'b' }]]);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['2', '4', '3', '5']);
    expect(log.count('BATCH_RECORD_FAILED')).toBe(4);
  });

  it('does not call for a batch in which nothing parses', async () => {
    const handler = wholeBatchHandler(z.object({ id: z.string() }), recordingLog(), () => {
      throw new Error('called');
    });
    expect(await handler({ Records: [sqsRecord('1', '')] })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });
});
