import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from '../ports/log.ts';

/** The gate of a channel that an operator may pause. */
export interface Gate {
  paused(): Promise<boolean>;
  /** Keeps messages until the channel is on again; answers what stood in the way of those that must come again, by their ids. */
  hold(
    messages: readonly { readonly id: string; readonly body: string; readonly source: string }[],
  ): Promise<ReadonlyMap<string, unknown>>;
}

/** A Lambda handler of a channel's queue: while the channel is paused its messages are held, and `handler` is not called. */
export const unlessPaused =
  (gate: Gate, log: Log, handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>) =>
  async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const failures = await heldUnlessOn(gate, event.Records);
    if (failures === 'on') return handler(event, context);
    for (const [messageId, error] of failures) log.error('BATCH_RECORD_FAILED', error, { messageId });
    return { batchItemFailures: [...failures.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
  };

/** A switch that cannot be read is no leave to go on: the messages come again. */
const heldUnlessOn = async (
  gate: Gate,
  records: readonly SQSRecord[],
): Promise<ReadonlyMap<string, unknown> | 'on'> => {
  try {
    if (!(await gate.paused())) return 'on';
  } catch (error) {
    return new Map(records.map(({ messageId }) => [messageId, error]));
  }
  return gate.hold(records.map(({ messageId: id, body, eventSourceARN: source }) => ({ id, body, source })));
};
