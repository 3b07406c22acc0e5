import { type Channel, channels } from '../../shared/domain/channel.ts';
import { operator } from '../samples/gated-queue.ts';
import { chanceOf } from './chance.ts';
import type { World } from './world.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Whoever keeps the wire running pauses a channel now and then, for seconds, for hours, or for longer than a partner that fails is tried,
 * and lets it go on in the end.
 */
export const operatorPauses = (seed: number, { clock, invoke, functions }: World): void => {
  const turn = async (channel: Channel, to: 'pause' | 'resume'): Promise<void> => {
    for (;;) {
      const ending = await invoke('operations-api', 29 * second, (life) =>
        functions.switchChannel(life)(channel, to, operator),
      );
      if (ending.kind === 'answered') return;
      await clock.sleep(second);
    }
  };
  const watchOver = async (channel: Channel): Promise<void> => {
    const chance = chanceOf(seed, `operator of ${channel}`);
    for (let pauses = chance.happens(0.4) ? chance.between(1, 3) : 0; pauses > 0; pauses -= 1) {
      await clock.sleep(chance.between(0, chance.pick([2 * minute, 20 * minute, 2 * hour])));
      await turn(channel, 'pause');
      const longest = chance.pick([
        5 * second,
        2 * minute,
        40 * minute,
        channel === 'deliveries' ? 80 * hour : 3 * hour,
      ]);
      await clock.sleep(chance.between(0, longest));
      await turn(channel, 'resume');
    }
  };
  for (const channel of channels) void watchOver(channel);
};
