import { expect } from 'vitest';
import * as z from 'zod';
import type { WebhookDelivery } from '../../shared/domain/delivery.ts';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import type { RulingEvent } from '../../shared/domain/event.ts';
import type { Heard } from '../fakes/webhook-sender.ts';
import type { Lived, Moment } from './delivery-world.ts';

const messageSchema = z.object({
  id: z.string(),
  data: z.object({
    sequence: z.int(),
    previousSequence: z.int().nullable(),
    supersedes: z.array(z.int()),
    rulingId: z.string(),
    revision: z.int(),
  }),
});
type Message = Heard & z.output<typeof messageSchema>['data'];

const isTaken = ({ status }: Heard): boolean => status !== null && status >= 200 && status < 300;

/** Everything that the channel promises of one endpoint, once nothing moves any more. */
export const keepsItsPromises = (lived: Lived): void => {
  expect(lived.defects).toEqual([]);
  expect(lived.quiet, 'it comes to rest').toBe(true);
  expect(lived.due, 'due work that is left').toEqual([]);
  for (const endpoint of lived.endpoints) {
    const rows = lived.rows.filter((row) => row.kind === 'webhook').filter((row) => row.endpointId === endpoint.id);
    const heard = lived.heard
      .filter(({ url }) => url === endpoint.url)
      .map((one): Message => ({ ...one, ...messageSchema.parse(JSON.parse(one.body)).data }));
    owesWhatItShould(endpoint, lived, rows);
    everyDebtIsMet(endpoint, rows, heard);
    revisionsComeInOrder(heard);
    nothingOldBegins(lived.moments.filter(({ endpointId }) => endpointId === endpoint.id));
    theChainIsWhole(rows, heard);
    expect(mostOpen(heard), 'messages in flight at once').toBeLessThanOrEqual(endpoint.maxInFlight);
  }
};

const owesWhatItShould = (endpoint: Endpoint, { events, topicsOf }: Lived, rows: readonly WebhookDelivery[]): void => {
  const had = new Set<string>();
  const wants = ({ id, type, rulingId }: RulingEvent): boolean => {
    if (had.has(rulingId) && (type === 'ruling.corrected' || type === 'ruling.retracted')) return true;
    const { topics } = endpoint.filters;
    const meets = topics.length === 0 || topics.some((topic) => topicsOf.get(id)?.includes(topic));
    return meets && endpoint.eventTypes.includes(type);
  };
  let previousSequence: number | null = null;
  const owed: Partial<WebhookDelivery>[] = [];
  for (const event of events.filter((one) => wants(one) && had.add(one.rulingId))) {
    owed.push({ eventId: event.id, sequence: event.sequence, previousSequence, revision: event.revision });
    previousSequence = event.sequence;
  }
  expect(rows).toMatchObject(owed);
  expect(endpoint.lastOwedSequence).toBe(previousSequence);
};

const everyDebtIsMet = (endpoint: Endpoint, rows: readonly WebhookDelivery[], heard: readonly Message[]): void => {
  for (const row of rows) {
    const place = `the delivery of ${row.sequence}, ${row.state}`;
    if (row.state === 'delivered') {
      const taken = heard.some((one) => one.sequence === row.sequence && isTaken(one));
      expect(taken, `${place}: was taken`).toBe(true);
    } else if (row.state === 'superseded') {
      const newer = rows.filter(({ rulingId, sequence }) => rulingId === row.rulingId && sequence > row.sequence);
      const named = newer.some(({ supersedes }) => supersedes.includes(row.sequence));
      expect(named, `${place}: a newer one names it`).toBe(true);
    } else {
      expect(row.state).toBe('waiting');
      const mayWait = endpoint.disabledReason !== null || row.failures === 10;
      expect(mayWait, `${place}: for a disabled endpoint, or after the whole schedule`).toBe(true);
    }
  }
};

/** Of a ruling, no exchange begins before all exchanges of older revisions, and older tries of the same one, are over. */
const revisionsComeInOrder = (heard: readonly Message[]): void => {
  for (const messages of Map.groupBy(heard, ({ rulingId }) => rulingId).values())
    for (const [at, message] of messages.entries())
      for (const older of messages.slice(0, at)) {
        expect(older.revision, `revision sent before ${message.revision}`).toBeLessThanOrEqual(message.revision);
        expect(older.until, `the end of what came before ${message.sequence}`).toBeLessThanOrEqual(message.from);
      }
};

/** No row becomes `sending` once a newer event of its ruling is owed. */
const nothingOldBegins = (moments: readonly Moment[]): void => {
  const newest = new Map<string, number>();
  for (const { what, rulingId, sequence } of moments)
    if (what === 'owed') newest.set(rulingId, sequence);
    else expect(newest.get(rulingId), `owed of the ruling when ${sequence} begins`).toBe(sequence);
};

/** Who walks back from what was taken misses nothing, unless it waits still. */
const theChainIsWhole = (rows: readonly WebhookDelivery[], heard: readonly Message[]): void => {
  const taken = heard.filter(isTaken);
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const known = new Set([...taken, ...waiting].flatMap(({ sequence, supersedes }) => [sequence, ...supersedes]));
  for (const { sequence, previousSequence, supersedes } of taken) {
    if (previousSequence !== null) expect([...known], `before ${sequence}`).toContain(previousSequence);
    for (const one of supersedes) expect(one).toBeLessThan(sequence);
  }
};

const mostOpen = (heard: readonly Message[]): number =>
  Math.max(0, ...heard.map(({ from }) => heard.filter((one) => one.from <= from && from < one.until).length));
