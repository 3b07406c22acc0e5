import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api, Failure, Listed } from './client.ts';

export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Whether its first page has come. */
  readonly known: boolean;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Asks for the next page, or once more for what failed; nothing where all have come. */
  readonly more: (() => void) | undefined;
  /** Reads anew as much as has come, or all where all had; what is there stays until that has come whole. */
  readonly refresh: () => void;
}

interface State<Item> extends Omit<Paged<Item>, 'more' | 'refresh'> {
  readonly path: string;
  readonly next: string | null;
  /** It is no longer as it was when it was read. */
  readonly outdated: boolean;
}

const none = { items: [], known: false, busy: true, failure: undefined, next: null, outdated: false } as const;

/** A list that comes in pages, one after the other as somebody asks for it. What has come stays when a later page does not. */
export const useListed = <Item>(api: Api, path: string): Paged<Item> => {
  const [state, setState] = useState<State<Item>>({ path, ...none });
  const shown: State<Item> = state.path === path ? state : { path, ...none };
  const latest = useRef(shown);
  latest.current = shown;
  /** Only the last that was begun is heeded. */
  const turn = useRef(0);

  const put = (next: State<Item>): void => {
    latest.current = next;
    setState(next);
  };

  const read = async (outdated: boolean): Promise<void> => {
    if (latest.current.path !== path) return;
    turn.current += 1;
    const mine = turn.current;
    const { current: before } = latest;
    const whole = before.known && before.next === null;
    const items = outdated ? [] : [...before.items];
    let next = outdated ? null : before.next;
    put({ ...before, outdated, busy: true, failure: undefined });
    do {
      const from = next === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${next}`;
      const answer = await api.get<Listed<Item>>(`${path}${from}`);
      if (turn.current !== mine || answer.kind === 'unchanged') return;
      if (answer.kind === 'failed') return put({ ...latest.current, busy: false, failure: answer.failure });
      items.push(...answer.value.items);
      next = answer.value.nextCursor;
    } while (outdated && next !== null && (whole || items.length < before.items.length));
    put({ path, items, next, known: true, busy: false, failure: undefined, outdated: false });
  };

  useEffect(() => {
    // another key comes as another `api`: what the one before did not get is asked for with it
    if (!shown.known || shown.busy || shown.failure !== undefined) void read(shown.outdated);
    return () => {
      turn.current += 1;
    };
  }, [api, path]);

  const { items, known, busy, failure, next, outdated } = shown;
  const left = failure !== undefined || next !== null;
  return {
    ...{ items, known, busy, failure },
    more: left && !busy ? () => void read(outdated) : undefined,
    refresh: () => void read(true),
  };
};
