import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { eventMessageSchema, type RulingEvent } from '../../domain/event.ts';
import type { EventTopic } from '../../ports/event-topic.ts';

/** The topic RulingEvents: ten messages a call, with the attributes that its subscriptions filter by. */
export const createEventTopic = (TopicArn: string, client: SNSClient = new SNSClient({})): EventTopic => ({
  publish: async (events) => {
    for (let from = 0; from < events.length; from += 10) {
      const batch = events.slice(from, from + 10);
      const { Failed = [] } = await client.send(
        new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: batch.map(toEntry) }),
      );
      if (Failed.length > 0) throw new Error(`SNS refused ${Failed.length} events: ${Failed[0]?.Code ?? 'no code'}`);
    }
  },
});

const toEntry = (event: RulingEvent) => ({
  Id: String(event.sequence),
  Message: JSON.stringify(eventMessageSchema.parse(event)),
  MessageAttributes: {
    eventType: { DataType: 'String', StringValue: event.type },
    origin: { DataType: 'String', StringValue: event.origin },
  },
});
