import type { Invariant } from '../template.ts';
import * as alarms from './alarms.ts';
import * as functions from './functions.ts';
import * as order from './order.ts';
import * as permissions from './permissions.ts';
import * as queues from './queues.ts';
import * as schemas from './resource-schemas.ts';
import * as site from './site.ts';
import * as storage from './storage.ts';
import * as transport from './transport.ts';

/** Everything that must hold of the template, by name. */
export const invariants: ReadonlyMap<string, Invariant> = new Map([
  ...Object.entries(alarms),
  ...Object.entries(functions),
  ...Object.entries(order),
  ...Object.entries(permissions),
  ...Object.entries(queues),
  ...Object.entries(schemas),
  ...Object.entries(site),
  ...Object.entries(storage),
  ...Object.entries(transport),
]);
