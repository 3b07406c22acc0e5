/** plan-texts in a process of its own, with the adapters that it has on AWS. */
import * as z from 'zod';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { broadcastOf, type EventMessage, eventMessageSchema } from '../../shared/domain/event.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { noCounts, plus } from '../../shared/domain/text-counts.ts';
import type { TextBatch, TextPlan } from '../../shared/domain/text-messages.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { memoryOf } from '../machine.ts';
import { answerParent, startChild } from '../webhooks/child.ts';
import { clock, log, newsroomWith } from './newsroom.ts';
import { tables } from './tables.ts';

const plannedSchema = z.object({
  ms: z.number(),
  /** Of the planner's process alone. */
  cpuMs: z.number(),
  /** How often plan-texts was invoked: where its time is not enough, the event comes again. */
  runs: z.int(),
  pending: z.int(),
  deferred: z.int(),
  shards: z.int(),
  /** Resident at its highest, since the process began. */
  peakMiB: z.number(),
});
export type Planned = z.output<typeof plannedSchema>;

export const startPlanner = (heapMiB: number) => {
  const child = startChild(new URL(import.meta.url), [], [`--max-old-space-size=${heapMiB}`]);
  return {
    plan: (event: EventMessage): Promise<Planned> => child.ask('plan', plannedSchema, event),
    close: child.close,
  };
};

const serve = (): void => {
  const dynamo = createDynamo();
  const newsroom = newsroomWith(300);
  const waiting: TextPlan[] = [];
  const broadcasts = createBroadcastStore(dynamo, tables);
  const plan = planTexts({
    rulings: createRulingStore(dynamo, tables.rulings),
    broadcasts,
    ledger: createTextLedger(dynamo, tables, newsroom.texts.retention.ledgerDays),
    subscribers: createSubscriberStore(dynamo, tables.subscribers),
    links: createShortLinks(dynamo, tables.texts),
    queues: {
      texts: createSqsQueue<TextBatch>(`${process.env['AWS_ENDPOINT_URL_SQS']}/texts`),
      urgent: createSqsQueue<TextBatch>(`${process.env['AWS_ENDPOINT_URL_SQS']}/urgent`),
    },
    plans: {
      send: async (messages) => {
        waiting.push(...messages);
      },
    },
    windowAt: quietHours(newsroom.texts),
    ...{ clock, newsroom, log },
  });

  answerParent({
    plan: async (argument): Promise<Planned> => {
      const event = eventMessageSchema.parse(argument);
      const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
      let runs = 0;
      for (let next: TextPlan | undefined = event; next; next = waiting.shift()) {
        // what comes back is the event itself: no hold, no approval
        if ('kind' in next) throw new Error(`${next.kind} was queued`);
        await plan(next);
        runs += 1;
      }
      const ms = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(cpu);
      const planned = await broadcasts.tallies(broadcastOf(event));
      const { states } = planned.reduce((sum, { counts }) => plus(sum, counts), noCounts());
      const peakMiB = (await memoryOf(process.pid))?.peak ?? process.resourceUsage().maxRSS / 1024;
      const { pending, deferred } = states;
      return { ms, cpuMs: (user + system) / 1000, runs, pending, deferred, shards: planned.length, peakMiB };
    },
    close: () => dynamo.destroy(),
  });
};

if (import.meta.main) serve();
