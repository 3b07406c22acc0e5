import { useEffect, useState } from 'preact/hooks';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { useAction } from '../../api/action.ts';
import type { Api, Failure, Listed } from '../../api/client.ts';
import { type Polled, usePolling } from '../../api/polling.ts';
import { atRestMs } from '../at-rest.ts';
import { isMoving } from './moving.ts';

type DeliveryPage = Listed<DeliveryView>;

export interface Deliveries {
  /** Of the newest page; what is held of it and the older ones stays. */
  readonly polled: Polled<DeliveryPage>;
  /** Newest first. */
  readonly items: readonly DeliveryView[];
  /** Whether something is about to happen to one of them. */
  readonly moving: boolean;
  /** Whether older ones are there. */
  readonly hasMore: boolean;
  readonly more: () => Promise<void>;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Forgets the older ones, and reads anew. */
  readonly restart: () => void;
}

interface Held {
  readonly items: ReadonlyMap<string, { readonly delivery: DeliveryView; readonly path: string }>;
  readonly next: string | null;
}

const nothing: Held = { items: new Map(), next: null };
const pageSize = 50;

const withPage = ({ items }: Held, path: string, page: DeliveryPage, next: string | null): Held => ({
  items: new Map([...items, ...page.items.map((delivery) => [delivery.id, { delivery, path }] as const)]),
  next,
});

/** The newest page again. Where nothing of it was known, what lies between is not either: it begins anew. */
const withNewest = (held: Held, path: string, page: DeliveryPage): Held =>
  page.items.some(({ id }) => held.items.has(id))
    ? withPage(held, path, page, held.next)
    : withPage(nothing, path, page, page.nextCursor);

/**
 * What an endpoint was owed: the newest page is read each second while something on it moves, else now and then; of the older ones that
 * were asked for, the one where something moves.
 */
export const useDeliveries = (api: Api, endpointId: string): Deliveries => {
  const newest = `/v1/endpoints/${endpointId}/deliveries?limit=${pageSize}`;
  const [held, setHeld] = useState(nothing);
  const items = [...held.items.values()].sort((a, b) => (b.delivery.sequence ?? 0) - (a.delivery.sequence ?? 0));
  const moving = items.filter(({ delivery }) => isMoving(delivery));
  const movesNow = moving.some(({ path }) => path === newest);
  const polled = usePolling<DeliveryPage>(api, newest, { everyMs: movesNow ? 1000 : atRestMs });
  const older = moving.find(({ path }) => path !== newest)?.path ?? null;
  const { value: changed } = usePolling<DeliveryPage>(api, older, { everyMs: 1000 });
  const { run, busy, failure } = useAction<DeliveryPage>();
  useEffect(() => {
    const page = polled.value;
    if (page) setHeld((before) => withNewest(before, newest, page));
  }, [polled.value]);
  useEffect(() => {
    if (changed && older !== null) setHeld((before) => withPage(before, older, changed, before.next));
  }, [changed]);
  return {
    ...{ polled, items: items.map(({ delivery }) => delivery), hasMore: held.next !== null, busy, failure },
    moving: moving.length > 0,
    more: async () => {
      if (held.next === null) return;
      const path = `${newest}&cursor=${encodeURIComponent(held.next)}`;
      await run(async () => {
        const answer = await api.get<DeliveryPage>(path);
        // before it is over: whoever asks for more then asks for what comes next
        if (answer.kind === 'answered')
          setHeld((before) => withPage(before, path, answer.value, answer.value.nextCursor));
        return answer;
      });
    },
    restart: () => {
      const page = polled.value;
      setHeld(page ? withNewest(nothing, newest, page) : nothing);
      polled.refresh();
    },
  };
};
