import { useEffect, useState } from 'preact/hooks';
import type { PulledEvent } from '../../../shared/use-cases/pull-events.ts';
import type { Api, Listed } from '../../api/client.ts';
import { type Polled, usePolling } from '../../api/polling.ts';
import { atRestMs } from '../at-rest.ts';

type LogPage = Listed<PulledEvent>;

interface Log {
  /** Of the page that was asked for. */
  readonly polled: Polled<LogPage>;
  /** As many as a page holds at most; at the end of the log the newest. */
  readonly items: readonly PulledEvent[];
  /** What they come after, and what the next page would; null at the end of the log. */
  readonly after: number;
  readonly next: string | null;
  readonly setAfter: (after: number) => void;
}

export const pageSize = 25;

interface Added {
  /** The page that it is added to, by what that comes after. */
  readonly to: number;
  readonly items: readonly PulledEvent[];
  readonly next: string | null;
}

const nothing = (to: number): Added => ({ to, items: [], next: null });

/**
 * A page of the log after `start`, or wherever one goes. What is in the log stays as it is: only at its end it is looked whether more has
 * come, which is added there and told. More than a page at once is left for who asks for it.
 */
export const useLog = (api: Api, start: number, onAdded: () => void): Log => {
  const [after, setAfter] = useState(start);
  const [adding, setAdding] = useState(nothing(start));
  const path = (from: number): string => `/v1/events?after=${from}&limit=${pageSize}&include=acknowledgedRevision`;
  const first = usePolling<LogPage>(api, path(after), { everyMs: atRestMs, done: () => true });
  const { items: page = [], nextCursor = null } = first.value ?? {};
  const pageEnd = page.at(-1)?.data.sequence ?? after;
  // a page that is read once more, for another key, may hold some of it
  const added = adding.to === after ? adding.items.filter(({ data }) => data.sequence > pageEnd) : [];
  const all = [...page, ...added];
  const next = added.length > 0 ? adding.next : nextCursor;
  const follows = first.value !== undefined && next === null;
  const end = all.at(-1)?.data.sequence ?? after;
  const later = usePolling<LogPage>(api, follows ? path(end) : null, { everyMs: atRestMs });
  useEffect(() => {
    if (later.value === undefined || later.value.items.length === 0) return;
    const { items: more, nextCursor: beyond } = later.value;
    setAdding({ to: after, items: [...added, ...more].slice(-pageSize), next: beyond });
    onAdded();
  }, [later.value]);
  const items = all.slice(-pageSize);
  return {
    polled: later.failure === undefined ? first : { ...later, value: first.value },
    ...{ items, next, after: (items[0]?.data.sequence ?? after + 1) - 1 },
    setAfter: (to) => {
      setAfter(to);
      setAdding(nothing(to));
    },
  };
};
