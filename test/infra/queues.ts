import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';
import { reference } from './template.ts';

const subscriptionSchema = z.object({ FilterPolicy: z.unknown().optional() });
const mappingSchema = z.object({
  EventSourceArn: reference,
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

export const describeQueues = (stack: StackUnderTest): void => {
  const mappings = stack.ofType('AWS::Lambda::EventSourceMapping', mappingSchema).map(({ properties }) => properties);
  const isQueue = (id: string): boolean => stack.types.get(id) === 'AWS::SQS::Queue';

  it('has the five queues of the channels', () => {
    expect(mappings.filter(({ EventSourceArn }) => isQueue(EventSourceArn))).toHaveLength(5);
  });

  it('texts and delivers what the newsroom publishes, and puts imports in feeds too', () => {
    const filters = stack
      .ofType('AWS::SNS::Subscription', subscriptionSchema)
      .map(({ properties }) => properties.FilterPolicy);
    expect(filters.filter((filter) => filter === undefined)).toHaveLength(1);
    expect(filters.filter((filter) => filter !== undefined)).toEqual([
      { origin: ['newsroom'] },
      { origin: ['newsroom'] },
    ]);
  });

  it('wakes the relay by inserts of LOG rows alone', () => {
    const streams = mappings.filter(({ EventSourceArn }) => !isQueue(EventSourceArn));
    expect(streams).toHaveLength(1);
    expect(streams[0]?.FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: ['LOG'] } } } },
    ]);
  });
};
