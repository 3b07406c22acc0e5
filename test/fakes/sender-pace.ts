import { freshSenderPace, slowedPace, takeSegments } from '../../shared/domain/sender-pace.ts';
import type { SenderPace } from '../../shared/ports/sender-pace.ts';

/** One sender in memory that carries at most `max` segments a second. `slowed` is how often the network said that it is too much. */
export const fakeSenderPace = (max = 1000): SenderPace & { slowed(): number } => {
  let state = freshSenderPace(max, 0);
  let slowed = 0;
  return {
    slowed: () => slowed,
    take: async (segments, urgent, now) => {
      const after = takeSegments(state, max, segments, urgent, now);
      state = after.state;
      return { taken: after.taken, wait: after.wait };
    },
    slowDown: async (now) => {
      slowed += 1;
      state = slowedPace(state, max, now);
    },
  };
};
