import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api, Failure, Listed } from './client.ts';

export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Whether its first page has come. */
  readonly known: boolean;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Asks for the next page, or once more for the one that failed; nothing where all have come. */
  readonly more: (() => void) | undefined;
}

interface State<Item> extends Omit<Paged<Item>, 'more'> {
  readonly path: string;
  readonly next: string | null;
}

const none = { items: [], known: false, busy: true, failure: undefined, next: null } as const;

/** A list that comes in pages, one after the other as somebody asks for it. What has come stays when a later page does not. */
export const useListed = <Item>(api: Api, path: string): Paged<Item> => {
  const [state, setState] = useState<State<Item>>({ path, ...none });
  const wanted = useRef('');
  const shown: State<Item> = state.path === path ? state : { path, ...none };

  const ask = async (before: State<Item>): Promise<void> => {
    setState({ ...before, busy: true, failure: undefined });
    const { next } = before;
    const answer = await api.get<Listed<Item>>(
      next === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`,
    );
    if (wanted.current !== path) return;
    if (answer.kind === 'failed') setState({ ...before, busy: false, failure: answer.failure });
    if (answer.kind !== 'answered') return;
    const { items, nextCursor } = answer.value;
    const all = [...before.items, ...items];
    setState({ path, items: all, next: nextCursor, known: true, busy: false, failure: undefined });
  };

  useEffect(() => {
    wanted.current = path;
    if (!shown.known) void ask(shown);
    return () => {
      wanted.current = '';
    };
  }, [api, path]);

  const { items, known, busy, failure, next } = shown;
  const left = failure !== undefined || next !== null;
  return { items, known, busy, failure, more: left && !busy ? () => void ask(shown) : undefined };
};
