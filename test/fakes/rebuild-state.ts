import type { RebuildState } from '../../shared/ports/rebuild-state.ts';

/** The state of a rebuild in memory. */
export const fakeRebuildState = (): RebuildState => {
  let stands: Awaited<ReturnType<RebuildState['read']>>;
  return {
    read: async () => structuredClone(stands),
    replace: async (version, rebuild) => {
      if (stands?.version !== version) return false;
      stands = { rebuild: structuredClone(rebuild), version: (version ?? 0) + 1 };
      return true;
    },
  };
};
