import type { LeaseName, Leases } from '../../shared/ports/leases.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';

/** Leases in memory, over the Timetable that their transactions reach. */
export const fakeLeases = <State>(timetable: {
  put(work: DueWork): void;
}): Leases<State> & { isHeldBy(name: LeaseName, token: string): boolean } => {
  interface Lease {
    readonly token: string | null;
    readonly until: string;
    readonly knocks: number;
    readonly state: State | undefined;
  }
  const leases = new Map<LeaseName, Lease>();
  const heldBy = (name: LeaseName, token: string): Lease | undefined => {
    const lease = leases.get(name);
    return lease?.token === token ? lease : undefined;
  };

  return {
    isHeldBy: (name, token) => heldBy(name, token) !== undefined,
    take: async (name, { token, now, until, guard }) => {
      const before = leases.get(name);
      const holder = before?.token ?? null;
      if (before !== undefined && holder !== null && before.until > now) return { taken: false, holder };
      leases.set(name, { token, until, knocks: 0, state: before?.state });
      timetable.put(guard);
      return { taken: true, state: structuredClone(before?.state), clean: holder === null };
    },
    states: async (names) =>
      new Map(
        names.flatMap((name): [LeaseName, State][] => {
          const state = leases.get(name)?.state;
          return state === undefined ? [] : [[name, structuredClone(state)]];
        }),
      ),
    knock: async (name, holder) => {
      const lease = heldBy(name, holder);
      if (lease !== undefined) leases.set(name, { ...lease, knocks: lease.knocks + 1 });
      return lease !== undefined;
    },
    knocks: async (name, token) => heldBy(name, token)?.knocks,
    keep: async (name, token, until, state, guard) => {
      const lease = heldBy(name, token);
      if (lease === undefined) return false;
      leases.set(name, { ...lease, until, state: structuredClone(state) });
      timetable.put(guard);
      return true;
    },
    release: async (name, token, knocks, state, wake) => {
      if (heldBy(name, token)?.knocks !== knocks) return false;
      leases.set(name, { token: null, until: '', knocks, state: structuredClone(state) });
      if (wake !== undefined) timetable.put(wake);
      return true;
    },
  };
};
