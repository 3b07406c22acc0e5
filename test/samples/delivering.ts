import { type Attempt, deliveryIdOf, type Place, type WebhookDelivery } from '../../shared/domain/delivery.ts';
import { type Endpoint, endpointDraftSchema, type Partner } from '../../shared/domain/endpoint.ts';
import type { EndpointId, EventId, RulingId } from '../../shared/domain/ids.ts';

export const noon = '2026-11-20T12:00:00.000Z';

const numbered = (number: number): string => `01JD4Z0000000000000000${String(number).padStart(4, '0')}`;
export const endpointId = (number: number): EndpointId => `ept_${numbered(number)}`;
export const rulingId = (number: number): RulingId => `rul_${numbered(number)}`;
export const eventId = (sequence: number): EventId => `evt_${numbered(sequence)}`;

export const partner = (differs: Partial<Partner> = {}): Partner => ({
  id: `ptr_${numbered(1)}`,
  name: 'The Harbor Post',
  createdAt: noon,
  ...differs,
});

/** An endpoint that wants everything, and was owed nothing yet. */
export const endpoint = (differs: Partial<Endpoint> = {}): Endpoint => ({
  kind: 'webhook',
  id: endpointId(1),
  partnerId: partner().id,
  ...endpointDraftSchema({ allowLoopback: false }).parse({ url: 'https://partner.example/hook' }),
  headers: null,
  secrets: [],
  disabledReason: null,
  disabledAt: null,
  toldAt: null,
  resumedAt: null,
  recoveredAt: null,
  failingSince: null,
  createdAt: noon,
  createdAfterSequence: 0,
  lastOwedSequence: null,
  ...differs,
});

/** A delivery that is due; its ids follow from its endpoint and its sequence. */
export const delivery = (differs: Partial<WebhookDelivery> = {}): WebhookDelivery => {
  const { endpointId: owedTo = endpointId(1), sequence = 1 } = differs;
  return {
    kind: 'webhook',
    id: deliveryIdOf(owedTo, eventId(sequence)),
    endpointId: owedTo,
    partnerId: partner().id,
    eventId: eventId(sequence),
    sequence,
    previousSequence: null,
    supersedes: [],
    rulingId: rulingId(1),
    revision: 1,
    predecessor: null,
    state: 'pending',
    attempts: [],
    attempted: 0,
    failures: 0,
    nextAttemptAt: noon,
    sendingSince: null,
    refused: false,
    arrived: false,
    expiresAt: null,
    version: 1,
    ...differs,
  };
};

export const attempt = (differs: Partial<Attempt> = {}): Attempt => ({
  at: noon,
  number: 1,
  url: 'https://partner.example/hook',
  status: 503,
  error: null,
  ms: { dns: 0, connect: 1, firstByte: 20, total: 21 },
  answer: '',
  ...differs,
});

/** Where the delivery of an event is found. */
export const webhookPlace = (endpoint: number, sequence: number): Place => ({
  kind: 'webhook',
  endpointId: endpointId(endpoint),
  sequence,
});
