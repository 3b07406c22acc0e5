import type { Failure } from '../../api/client.ts';
import { pointersBelow } from '../../parts/errors-below.ts';

const fields = ['url', 'eventTypes', 'ratePerSecond', 'maxInFlight', 'contact'];
const lists = ['ratings', 'topics', 'editions', 'languages', 'claimantKinds', 'appearanceHosts'];
const pointers = [...fields.map((name) => `/${name}`), ...lists.map((name) => `/filters/${name}`)];

/** Pointers that the form shows at its fields. */
export const shownAt = (failure: Failure | undefined): string[] => pointersBelow(failure, pointers);
