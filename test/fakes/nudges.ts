import type { PartnerId } from '../../shared/domain/ids.ts';
import type { Nudges } from '../../shared/ports/nudges.ts';

export const fakeNudges = (): Nudges => {
  const days = new Map<PartnerId, string>();
  let stopped: PartnerId | null = null;
  return {
    lastTold: async (partnerIds) => new Map([...days].filter(([partnerId]) => partnerIds.includes(partnerId))),
    markTold: async (partnerId, day) => {
      days.set(partnerId, day);
    },
    stoppedAfter: async () => stopped,
    stopAfter: async (partnerId) => {
      stopped = partnerId;
    },
  };
};
