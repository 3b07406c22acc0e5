import { describe, expect, test } from 'vitest';
import { begin, standInFor, supersede } from '../../shared/domain/delivery.ts';
import { type EndpointFilters, isOwed } from '../../shared/domain/endpoint.ts';
import { type EventType, eventTypes, type RulingEvent } from '../../shared/domain/event.ts';
import { planDelivery } from '../../shared/domain/planned-delivery.ts';
import { publishing } from '../samples/commit.ts';
import { delivery, endpoint, endpointId, noon, rulingId } from '../samples/delivering.ts';
import { revision } from '../samples/revision.ts';

const now = Date.parse(noon);
const event = (differs: Partial<RulingEvent> = {}): RulingEvent => ({
  ...publishing(noon).event,
  sequence: 9,
  rulingId: rulingId(1),
  ...differs,
});
const published = revision({
  content: {
    language: 'pt-BR',
    claim: {
      ...revision().content.claim,
      appearances: ['https://clips.video.example/1', 'https://social.example/1'].map((url) => ({
        url,
        archiveUrl: null,
      })),
    },
  },
});
const filtered = (filters: Partial<EndpointFilters>) => endpoint({ filters: { ...endpoint().filters, ...filters } });

describe('an endpoint is first owed', () => {
  test.each(eventTypes)('events of the types that it wants, such as %s', (type) => {
    expect(isOwed(endpoint({ eventTypes: [type] }), event({ type }), published, false)).toBe(true);
    const others: EventType[] = eventTypes.filter((other) => other !== type);
    expect(isOwed(endpoint({ eventTypes: others }), event({ type }), published, false)).toBe(false);
  });

  test.each<[Partial<EndpointFilters>, boolean]>([
    [{}, true],
    [{ ratings: ['true', 'false'] }, true],
    [{ ratings: ['true'] }, false],
    [{ topics: ['transport'] }, true],
    [{ topics: ['health'] }, false],
    [{ editions: ['new-york'] }, true],
    [{ editions: ['ohio'] }, false],
    [{ languages: ['pt-br'] }, true],
    [{ languages: ['pt'] }, false],
    [{ claimantKinds: ['person'] }, true],
    [{ claimantKinds: ['organization'] }, false],
    [{ appearanceHosts: ['video.example'] }, true],
    [{ appearanceHosts: ['clips.video.example'] }, true],
    [{ appearanceHosts: ['social.example'] }, true],
    [{ appearanceHosts: ['radio.example', 'video.example'] }, true],
    [{ appearanceHosts: ['radio.example', 'print.example'] }, false],
    [{ appearanceHosts: ['deo.example'] }, false],
    [{ appearanceHosts: ['more.clips.video.example'] }, false],
    [{ topics: ['transport'], editions: ['ohio'] }, false],
    [{ topics: ['transport'], editions: ['new-york'] }, true],
  ])('what passes all its filters: %j, %s', (filters, owed) => {
    expect(isOwed(filtered(filters), event(), published, false)).toBe(owed);
  });

  test('nothing from before it was made, and no import, whatever it had', () => {
    for (const hadEarlier of [false, true])
      for (const type of eventTypes) {
        expect(isOwed(endpoint({ createdAfterSequence: 9 }), event({ type }), published, hadEarlier)).toBe(false);
        expect(isOwed(endpoint(), event({ type, origin: 'import' }), published, hadEarlier)).toBe(false);
      }
    expect(isOwed(endpoint({ createdAfterSequence: 8 }), event(), published, false)).toBe(true);
  });
});

test('who was owed an earlier revision is owed every correction and retraction, and by its filters alone the rest', () => {
  const deaf = { ...filtered({ topics: ['health'], ratings: ['true'] }), eventTypes: ['ruling.published' as const] };
  const owed = eventTypes.filter((type) => isOwed(deaf, event({ type }), published, true));
  expect(owed).toEqual(['ruling.corrected', 'ruling.retracted']);
  expect(eventTypes.filter((type) => isOwed(deaf, event({ type }), published, false))).toEqual([]);
});

const debt = {
  kind: 'webhook',
  endpointId: endpointId(1),
  rulingId: rulingId(1),
  sequence: 7,
  revision: 1,
  deliveredRevision: null,
} as const;
const last = delivery({ sequence: 7, supersedes: [2, 4], predecessor: 1 });
const next = event({ revision: 2 });
const plan = (from: ReturnType<typeof delivery> | undefined, owes = endpoint({ lastOwedSequence: 8 })) =>
  planDelivery(owes, next, from && debt, from, now);

describe('the delivery of an event', () => {
  test('that is the first of its ruling goes out at once, and names what the endpoint was owed before', () => {
    const planned = plan(undefined);
    expect(planned).toMatchObject({ owedBefore: undefined, superseded: undefined, kept: undefined });
    expect(planned.delivery).toMatchObject({
      ...{ sequence: 9, eventId: next.id, revision: 2, rulingId: rulingId(1), endpointId: endpointId(1) },
      ...{ previousSequence: 8, supersedes: [], predecessor: null, state: 'pending', nextAttemptAt: noon, version: 1 },
    });
    expect(plan(undefined, endpoint()).delivery.previousSequence).toBeNull();
  });

  test.each(['pending', 'waiting'] as const)(
    'comes instead of one that is %s, and waits for what that waited for',
    (state) => {
      const before = { ...last, state };
      const planned = plan(before);
      expect(planned.delivery).toMatchObject({ supersedes: [2, 4, 7], predecessor: 1, state: 'pending' });
      expect(planned.superseded).toEqual({ before, after: supersede(before, now) });
      expect(planned).toMatchObject({ owedBefore: debt, kept: undefined });
    },
  );

  test('goes after one that is being sent, which must still be so when it is written', () => {
    const kept = begin(last, now);
    const planned = plan(kept);
    expect(planned.delivery).toMatchObject({ supersedes: [], predecessor: 7 });
    expect(planned).toMatchObject({ kept, superseded: undefined, owedBefore: debt });
  });

  test.each(['delivered', 'superseded'] as const)('waits for nothing once the one before is %s', (state) => {
    const planned = plan({ ...last, state });
    expect(planned.delivery).toMatchObject({ supersedes: [], predecessor: null });
    // which may be replayed in this moment, if it was delivered
    const kept = state === 'delivered' ? { ...last, state } : undefined;
    expect(planned).toMatchObject({ kept, superseded: undefined, owedBefore: debt });
  });

  test('waits while its endpoint is disabled, and takes the place of what waited there', () => {
    const disabled = endpoint({ disabledReason: 'gone', lastOwedSequence: 8 });
    const planned = plan({ ...last, state: 'waiting' }, disabled);
    expect(planned.delivery).toMatchObject({ state: 'waiting', nextAttemptAt: null, supersedes: [2, 4, 7] });
  });

  test('that is corrected again and again behind a stuck first one names all of them in the end', () => {
    const stuck = begin(delivery({ sequence: 7 }), now);
    const second = plan(stuck).delivery;
    const correction = event({ sequence: 11, revision: 3 });
    const third = planDelivery(endpoint({ lastOwedSequence: 9 }), correction, debt, second, now).delivery;
    expect(third).toMatchObject({ predecessor: 7, supersedes: [9], previousSequence: 9 });
    expect(standInFor(third, stuck).supersedes).toEqual([7, 9]);
  });
});
