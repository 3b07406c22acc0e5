import { expect } from 'vitest';
import * as z from 'zod';
import type { WebhookDelivery } from '../../shared/domain/delivery.ts';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import type { RulingEvent } from '../../shared/domain/event.ts';
import type { Heard } from '../fakes/webhook-sender.ts';
import type { Lived, Moment } from './delivery-world.ts';

const typeSchema = z.object({ type: z.string() });
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

/** What was heard of rulings. */
export const rulingsOf = (heard: readonly Heard[]): Message[] =>
  heard.flatMap((one) => {
    const body: unknown = JSON.parse(one.body);
    return typeSchema.parse(body).type.startsWith('ruling.') ? [{ ...one, ...messageSchema.parse(body).data }] : [];
  });

/** What is there once nothing moves any more. */
type AtRest = Pick<
  Lived,
  'defects' | 'quiet' | 'due' | 'events' | 'topicsOf' | 'endpoints' | 'rows' | 'heard' | 'moments'
>;

export const isTaken = ({ status }: Pick<Heard, 'status'>): boolean => status !== null && status >= 200 && status < 300;

/** Everything that the channel promises of one endpoint, once nothing moves any more. */
export const keepsItsPromises = (lived: AtRest): void => {
  expect(lived.defects).toEqual([]);
  expect(lived.quiet, 'it comes to rest').toBe(true);
  expect(lived.due, 'due work that is left').toEqual([]);
  for (const endpoint of lived.endpoints) {
    const rows = lived.rows.filter((row) => row.kind === 'webhook').filter((row) => row.endpointId === endpoint.id);
    const all = lived.heard.filter(({ url }) => url === endpoint.url);
    const heard = rulingsOf(all);
    owesWhatItShould(endpoint, lived, rows);
    everyDebtIsMet(endpoint, rows, heard);
    revisionsComeInOrder(heard);
    nothingOldBegins(lived.moments.filter(({ endpointId }) => endpointId === endpoint.id));
    theChainIsWhole(rows, heard);
    expect(mostOpen(all), 'messages in flight at once').toBeLessThanOrEqual(endpoint.maxInFlight);
  }
};

const owesWhatItShould = (
  endpoint: Endpoint,
  { events, topicsOf }: Pick<Lived, 'events' | 'topicsOf'>,
  rows: readonly WebhookDelivery[],
): void => {
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
      expect(named, `${place}: a newer one names it, unless it arrived before`).toBe(!row.arrived);
    } else {
      expect(row.state).toBe('waiting');
      const mayWait = endpoint.disabledReason !== null || row.refused || row.failures === 10;
      expect(mayWait, `${place}: for a disabled endpoint, since it was refused, or after the whole schedule`).toBe(
        true,
      );
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

const mostOpen = (heard: readonly Heard[]): number =>
  Math.max(0, ...heard.map(({ from }) => heard.filter((one) => one.from <= from && from < one.until).length));
