import type { ComponentChildren } from 'preact';
import type { Polled } from '../api/polling.ts';
import { Stale } from '../parts/stale.tsx';

interface LoadedProps<Value> {
  readonly of: Polled<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What was read, and whether it is of now: it stays where the next reading fails. */
export const Loaded = <Value,>({ of: { value, failure, refresh }, children }: LoadedProps<Value>) => (
  <>
    <Stale failure={failure} shown={value !== undefined} retry={refresh} />
    {value === undefined && failure === undefined && <p class="soft">Loading …</p>}
    {value !== undefined && children(value)}
  </>
);
