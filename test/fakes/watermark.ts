import type { Watermark } from '../../shared/ports/watermark.ts';

export const fakeWatermark = (relayed = 0): Watermark => {
  let stands = relayed;
  return {
    read: async () => stands,
    advance: async (sequence) => {
      stands = Math.max(stands, sequence);
    },
  };
};
