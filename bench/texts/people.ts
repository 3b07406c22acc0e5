/** Subscribers as a newsroom of the United States may have them. The same number makes the same person every time. */
import { createHash } from 'node:crypto';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import { withNotBefore, type ZoneKey } from '../../shared/domain/time-zone.ts';

/** Of ten thousand people, by the census of 2020: whole states by their zone, and the states that span two by their counties. */
const weights: Readonly<Record<ZoneKey, number>> = {
  'America/New_York': 4560,
  'America/Chicago': 2690,
  'America/Los_Angeles': 1610,
  'America/Denver': 420,
  'America/Chicago+America/New_York': 250,
  'America/Phoenix': 215,
  'America/Puerto_Rico': 96,
  'America/Chicago+America/Denver': 80,
  'Pacific/Honolulu': 42,
  'America/Anchorage': 15,
  'America/Denver+America/Los_Angeles': 8,
  'America/Adak+America/Anchorage': 5,
  'Pacific/Guam': 5,
  'America/St_Thomas': 3,
  'Pacific/Pago_Pago': 1,
};
const places = Object.entries(weights);
const allWeights = places.reduce((sum, [, weight]) => sum + weight, 0);

/** The topic of what is texted, and others that people may want beside it. */
export const textedTopic = 'transport';
const otherTopics = ['health', 'elections', 'economy', 'schools'];
export const textedEdition = 'new-york';

/** How many of these subscribers would hear of no ruling about {@link textedTopic} at once: each fifth. */
const elsewhere = (number: number): boolean => number % 5 === 4;

/** So many subscribers have an audience of so many. */
export const subscribersFor = (audience: number): number => audience + Math.floor((audience - 1) / 4);

/** Who wants nothing of what is texted: a digest, another language, other topics, or another edition. */
const others = (choice: number): Partial<Subscriber> =>
  [
    { frequency: 'daily' as const },
    { frequency: 'weekly' as const },
    { language: 'es' },
    { topics: otherTopics.slice(choice % 3) },
    { editions: ['ohio'] },
  ][choice % 5] ?? {};

/** Bytes of a digest make the choices. */
const zonesFor = (digest: Buffer): ZoneKey => {
  let left = digest.readUInt32BE(4) % allWeights;
  for (const [zones, weight] of places) {
    if (left < weight) return zones;
    left -= weight;
  }
  throw new Error('the weights are of all');
};
/** One in ten names an hour before which they want none. */
const hourFor = (digest: Buffer): number | null =>
  digest.readUInt8(8) % 10 === 0 ? 10 + (digest.readUInt8(9) % 3) : null;

export interface Person {
  readonly phone: string;
  /** Without the phone sealed. */
  readonly subscriber: Omit<Subscriber, 'phone'>;
}

const phoneOf = (number: number): string => `+1555${2_000_000 + number}`;
const digestOf = (phone: string): Buffer => createHash('sha256').update(phone).digest();

const personFrom = (phone: string, zones: ZoneKey, wishes: Partial<Subscriber>): Person => {
  const at = '2026-03-02T15:04:05.000Z';
  return {
    phone,
    subscriber: {
      hash: `1.${digestOf(phone).toString('base64url')}`,
      ...{ topics: [], editions: [], language: 'en', frequency: 'immediate', zip: null, notBefore: null },
      ...wishes,
      zones,
      ...{ status: 'active', reason: null, strikes: null, texted: null, createdAt: at, updatedAt: at },
    },
  };
};

/** Half want all topics and half name some; half of those name an edition too. */
const wishesOf = (number: number): Partial<Subscriber> => {
  if (elsewhere(number)) return others(Math.floor(number / 5));
  if (number % 2 === 0) return {};
  const topics = [textedTopic, ...otherTopics.slice(0, number % 3)];
  return number % 4 === 1 ? { topics, editions: [textedEdition] } : { topics };
};

/** One of a whole country; four of five hear of a ruling about {@link textedTopic} at once. */
export const compatriot = (number: number): Person => {
  const phone = phoneOf(number);
  const digest = digestOf(phone);
  const notBefore = hourFor(digest);
  return personFrom(phone, withNotBefore(zonesFor(digest), notBefore), { ...wishesOf(number), notBefore });
};

/** One of a city, who wants that topic alone. */
export const neighbour = (number: number, topic: string): Person =>
  personFrom(phoneOf(number), 'America/New_York', { topics: [topic] });
