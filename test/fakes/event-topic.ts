import type { RulingEvent } from '../../shared/domain/event.ts';
import type { EventTopic } from '../../shared/ports/event-topic.ts';

/** A topic that keeps what was published, repeats included. */
export const fakeEventTopic = (): EventTopic & { readonly published: RulingEvent[] } => {
  const published: RulingEvent[] = [];
  return {
    published,
    publish: async (events) => {
      published.push(...structuredClone([...events]));
    },
  };
};
