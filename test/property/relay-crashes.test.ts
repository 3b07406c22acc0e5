import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventTopic } from '../../shared/ports/event-topic.ts';
import type { Watermark } from '../../shared/ports/watermark.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeEventTopic } from '../fakes/event-topic.ts';
import { gatedRulingStore } from '../fakes/gated-ruling-store.ts';
import { recordingLog } from '../fakes/log.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeWatermark } from '../fakes/watermark.ts';
import { publishing } from '../samples/commit.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';
import { atAnyInstant, faults, interleave, suffering } from './interleaving.ts';

test('relays crash anywhere and run at once: every event goes out, and the watermark never passes one that did not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom(...faults), { maxLength: 60 }),
      fc.integer({ min: 0, max: 230 }),
      fc.nat(),
      async (scheduler, planned, before, seed) => {
        const rulings = fakeRulingStore();
        for (let sequence = 1; sequence <= before; sequence++)
          await rulings.commit(publishing('2026-11-20T12:00:00.000Z'), sequence);
        const [clock, atInstant, suffer] = [manualClock(), atAnyInstant(scheduler), suffering(planned)];
        const [topic, watermark] = [fakeEventTopic(), fakeWatermark()];

        const call = <Answer>(name: string, ask: () => Promise<Answer>) => suffer(() => atInstant(name, ask));
        const passedOver = new Set<number>();
        const halfOut: EventTopic = {
          publish: async (events) => {
            // ten at a time, and a crash between them leaves some out already
            for (let from = 0; from < events.length; from += 10)
              await call('publish', () => topic.publish(events.slice(from, from + 10)));
          },
        };
        const watched: Watermark = {
          read: () => call('read', () => watermark.read()),
          advance: (sequence) =>
            call('advance', async () => {
              await watermark.advance(sequence);
              const out = new Set(topic.published.map((event) => event.sequence));
              for (let at = 1; at <= (await watermark.read()); at++) if (!out.has(at)) passedOver.add(at);
            }),
        };
        const gated = gatedRulingStore(rulings, call);
        const log = recordingLog();
        const relay = relayEvents({ rulings: gated, topic: halfOut, watermark: watched, log });
        const wake = async (times: number): Promise<void> => {
          for (let at = 0; at < times; at++) await relay().catch(() => undefined);
        };
        const deps = newsroomDeps({ rulings: gatedRulingStore(rulings, atInstant), clock });
        const writers = Array.from({ length: 4 }, (_, at) => publishRuling(deps)(draft({ slug: `r-${at}` }), editor));
        const work = Promise.all([wake(6), wake(6), wake(6), ...writers]);
        await interleave(work, scheduler, clock, seededRandomness(seed));

        expect([...passedOver]).toEqual([]);

        // the sweep's wake, when all is well again
        const last = await relayEvents({ rulings, topic, watermark, log })();
        const published = new Map(topic.published.map((event) => [event.sequence, event]));
        expect(last).toBe(before + writers.length);
        expect(await watermark.read()).toBe(last);
        expect([...published.values()].toSorted((a, b) => a.sequence - b.sequence)).toEqual(
          await rulings.eventsAfter(0, 1000),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('a relay alone publishes in order, each event once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 320 }), fc.nat(320), async (committed, relayed) => {
      const rulings = fakeRulingStore();
      for (let sequence = 1; sequence <= committed; sequence++)
        await rulings.commit(publishing('2026-11-20T12:00:00.000Z'), sequence);
      const topic = fakeEventTopic();
      const watermark = fakeWatermark(Math.min(relayed, committed));
      const log = recordingLog();
      const last = await relayEvents({ rulings, topic, watermark, log })();
      expect(topic.published).toEqual(await rulings.eventsAfter(Math.min(relayed, committed), 1000));
      expect([last, await watermark.read()]).toEqual([committed, committed]);
    }),
    { numRuns: 30 },
  );
});
