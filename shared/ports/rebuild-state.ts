import type { Rebuild } from '../domain/rebuild.ts';

/** The one rebuild that there is or was last. `version` counts its writes. */
export interface RebuildState {
  /** Strongly consistent; `undefined` before the first rebuild. */
  read(): Promise<{ readonly rebuild: Rebuild; readonly version: number } | undefined>;
  /** Puts a rebuild in the place of what was read under `version`, or of none; false when another stands there by now. */
  replace(version: number | undefined, rebuild: Rebuild): Promise<boolean>;
}
