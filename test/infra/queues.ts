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

  it('has the queues of the channels, of followers and the hub, of archives and rebuilds, and of what was scheduled', () => {
    expect(mappings.filter(({ EventSourceArn }) => isQueue(EventSourceArn))).toHaveLength(11);
  });

  it('tells every channel what the newsroom publishes, and none of them of imports', () => {
    const filters = stack
      .ofType('AWS::SNS::Subscription', subscriptionSchema)
      .map(({ properties }) => properties.FilterPolicy);
    expect(filters.length).toBeGreaterThanOrEqual(3);
    expect(filters).toEqual(filters.map(() => ({ origin: ['newsroom'] })));
  });

  it('wakes the relay by inserts of LOG rows alone', () => {
    const streams = mappings.filter(({ EventSourceArn }) => !isQueue(EventSourceArn));
    expect(streams).toHaveLength(1);
    expect(streams[0]?.FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: ['LOG'] } } } },
    ]);
  });
};
