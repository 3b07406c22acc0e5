import type { RulingEvent } from '../domain/event.ts';

/** Where events go out to the channels. */
export interface EventTopic {
  /** Publishes all of them, in order, or throws; some may be out already when it throws. */
  publish(events: readonly RulingEvent[]): Promise<void>;
}
