/** What a million texts take of what is paid for, by the prices of the cost model. */
import { plus, priceOf, type Usage } from '../cost/usage.ts';
import type { Planning } from './planning.ts';
import type { CountedSending } from './sending.ts';

export const million = 1_000_000;

/** For one person: planned, queued, and sent to. */
export interface ForOne {
  readonly planning: Usage;
  readonly sending: Usage;
}

const dynamoOf = ({ units }: Pick<Planning['usage'], 'units'>, people: number): Usage => ({
  dynamoReads: units.dynamoReads / people,
  dynamoWrites: units.dynamoWrites / people,
});

/** Lambda asks SQS for each batch once, and takes it away once. */
const requestsPerBatch = 2;

export const forOne = (planning: Planning, sending: CountedSending): ForOne => ({
  planning: plus(dynamoOf(planning.usage, planning.audience), {
    sqsRequests: planning.usage.sqsRequests / planning.audience,
  }),
  sending: plus(dynamoOf(sending, sending.texts), {
    sqsRequests: (requestsPerBatch * planning.batches) / planning.pending,
  }),
});

export const meters = ['dynamoReads', 'dynamoWrites', 'sqsRequests'] as const;
type Metered = (typeof meters)[number];

export const priceForMillion = (usage: Usage, meter: Metered): number => priceOf(meter, (usage[meter] ?? 0) * million);
