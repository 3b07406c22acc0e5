import { useEffect } from 'preact/hooks';
import type { PulledEvent } from '../../../shared/use-cases/pull-events.ts';
import { soonMs } from '../deliveries/moving.ts';
import type { Deliveries } from '../deliveries/use-deliveries.ts';

const everyMs = 2000;

/** What was just published is not yet planned for the endpoint: it is looked for until it is, or can no longer be expected. */
export const useFresh = (events: readonly PulledEvent[], deliveries: Deliveries | undefined): void => {
  const known = new Set(deliveries?.items.map(({ sequence }) => sequence));
  const expected = events.some(
    ({ timestamp, data }) =>
      data.origin === 'newsroom' && !known.has(data.sequence) && Date.now() - Date.parse(timestamp) < soonMs,
  );
  const refresh = deliveries?.polled.refresh;
  useEffect(() => {
    if (!expected || refresh === undefined) return;
    const timer = window.setInterval(refresh, everyMs);
    return () => window.clearInterval(timer);
  }, [expected, refresh]);
};
