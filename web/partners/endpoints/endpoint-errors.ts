import type { Failure } from '../../api/client.ts';

/** What is wrong with a list, or with anything in it. */
export const errorUnder = (failure: Failure | undefined, pointer: string): string | undefined =>
  failure?.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))?.detail;

const fields = ['url', 'eventTypes', 'ratePerSecond', 'maxInFlight', 'contact'];
const lists = ['ratings', 'topics', 'editions', 'languages', 'claimantKinds', 'appearanceHosts'];
const pointers = [...fields.map((name) => `/${name}`), ...lists.map((name) => `/filters/${name}`)];

/** Pointers that the form shows at its fields. */
export const shownAt = (failure: Failure | undefined): string[] =>
  (failure?.errors ?? [])
    .map(({ pointer }) => pointer)
    .filter((pointer) => pointers.some((shown) => pointer === shown || pointer.startsWith(`${shown}/`)));
