import type { Alarms } from './alarms.ts';
import type { Logs } from './logs.ts';
import type { Secrets } from './secrets.ts';
import type { Tables } from './tables.ts';

/** What every channel builds on. */
export interface Foundation {
  /** The folder that holds a bundle for each function. */
  readonly bundles: string;
  readonly alarms: Alarms;
  readonly logs: Logs;
  readonly tables: Tables;
  readonly secrets: Secrets;
}
