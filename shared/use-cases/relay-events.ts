import type { EventTopic } from '../ports/event-topic.ts';
import type { Log } from '../ports/log.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { Watermark } from '../ports/watermark.ts';

export interface RelayDeps {
  readonly rulings: Pick<RulingReader, 'eventsAfter'>;
  readonly topic: EventTopic;
  readonly watermark: Watermark;
  readonly log: Log;
}

const batch = 100;

/**
 * Publishes every event of the log that lies behind the watermark, in sequence, and moves the watermark after each batch. The log is
 * read strongly consistently and has no gap, so nothing can be skipped; who dies in between publishes some events again. Wakes come
 * from the stream, and from the sweep for what a stream's retries gave up on. Answers the last sequence that is out.
 */
export const relayEvents =
  ({ rulings, topic, watermark, log }: RelayDeps) =>
  async (): Promise<number> => {
    let relayed = await watermark.read();
    for (;;) {
      const events = await rulings.eventsAfter(relayed, batch);
      const last = events.at(-1);
      if (!last) return relayed;
      await topic.publish(events);
      await watermark.advance(last.sequence);
      log.info('EVENTS_RELAYED', { from: relayed + 1, to: last.sequence, oldest: events[0]?.timestamp ?? null });
      relayed = last.sequence;
    }
  };
