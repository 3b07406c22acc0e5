import { type ComponentChildren, createContext, h } from 'preact';
import { useContext } from 'preact/hooks';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { createApi } from '../api/client.ts';
import { type Polled, usePolling } from '../api/polling.ts';

/** Anybody may read it. */
const api = createApi(null);
/** Until there is an answer; then it is not asked any more. */
const untilKnown = { everyMs: 3000, done: () => true } as const;

const Asked = createContext<Polled<ShownNewsroom>>({ value: undefined, failure: undefined, refresh: () => undefined });

/** Asks who publishes here, once for all that is below. */
export const NewsroomAsked = ({ children }: { readonly children: ComponentChildren }) =>
  h(Asked.Provider, { value: usePolling<ShownNewsroom>(api, '/v1/newsroom', untilKnown) }, children);

/** Who publishes here, or why that is not known. */
export const useNewsroomAsked = (): Polled<ShownNewsroom> => useContext(Asked);

/** Who publishes here, once that is known. */
export const useNewsroom = (): ShownNewsroom | undefined => useNewsroomAsked().value;
