/** What fauxqs 2.4.1 does otherwise than SQS, put right. Each is held by a test in test/integration/message-bus.test.ts. */
import { atomically, connectionOf, INVALID_MESSAGE_BODY_CHAR, type Persistence, SqsQueue } from './fauxqs-modules.ts';

const { dequeue } = SqsQueue.prototype;

/** A message on its way to the dead letters is deleted and inserted: a kill between the two would lose it. */
SqsQueue.prototype.dequeue = function dequeueAtOnce(...query) {
  return atomically(this.persistence, () => dequeue.apply(this, query));
};

/** A timer of 20 ms for each polled queue would keep an idle machine awake; the message bus has one clock for all queues. */
Reflect.set(SqsQueue.prototype, 'startPollTimerIfNeeded', () => {});

/** SQS takes every character of XML 1.0, also those beyond U+FFFF; fauxqs tests code units and refuses an emoji. */
const invalidCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
INVALID_MESSAGE_BODY_CHAR.test = (body) => invalidCharacter.test(body);

/**
 * ChangeMessageVisibility to 0 would set the receive count to NULL, which the table refuses, and the message was gone.
 * The count stays, as it does on SQS.
 */
export const repairPersistence = (persistence: Persistence): void => {
  const makeVisible = connectionOf(persistence).prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => {
    makeVisible.run(messageId);
  };
};
