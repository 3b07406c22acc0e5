import type { Actor } from '../../shared/domain/actor.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import type { Control } from '../../shared/use-cases/control-broadcast.ts';
import type { ManualClock } from '../fakes/clock.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { createFunctions } from './functions.ts';
import type { createInvoke } from './invocations.ts';
import type { Stores } from './stores.ts';
import type { TextHeed } from './text-stores.ts';

const second = 1_000;
const minute = 60 * second;

/** Another than who writes the rulings: nobody approves their own. */
const deskChief: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Kim Poe' };

interface Watched {
  readonly clock: ManualClock;
  readonly invoke: ReturnType<typeof createInvoke>;
  readonly functions: Pick<ReturnType<typeof createFunctions>, 'control'>;
  readonly broadcasts: Stores['broadcasts'];
}

/**
 * Those who watch over texts. Now and then they hold or call off a broadcast at some moment of its life; and whatever is held, by them or
 * by the wire, they let go on sooner or later, or call it off.
 */
export const textEditors = (seed: number, { clock, invoke, functions, broadcasts }: Watched): TextHeed => {
  const control = async (chance: Chance, id: BroadcastId, what: Control): Promise<void> => {
    for (;;) {
      const ending = await invoke('broadcasts-api', 29 * second, (life) =>
        functions.control(life)(id, what, deskChief),
      );
      // a refusal is an answer too: it has come too far, or somebody was faster
      if (ending.kind === 'answered') return;
      await clock.sleep(chance.between(second, 20 * second));
    }
  };
  let acts = 0;
  const act = async (work: (chance: Chance) => Promise<void>): Promise<void> => {
    acts += 1;
    const chance = chanceOf(seed, `text editors ${acts}`);
    await clock.sleep(chance.between(0, chance.pick([2 * second, 20 * second, 3 * minute, 40 * minute])));
    await work(chance);
  };
  const meddle = (id: BroadcastId) =>
    act(async (chance) => {
      if (!chance.happens(0.3)) return;
      await control(chance, id, chance.pick(['pause', 'pause', 'pause', 'pause', 'approve', 'cancel']));
    });
  const attend = (id: BroadcastId) =>
    act(async (chance) => {
      const broadcast = await broadcasts.find(id);
      if (broadcast?.status === 'paused') {
        // money that is spent does not come back in a run
        const goesOn = chance.happens(broadcast.pausedBecause === 'budget' ? 0.3 : 0.9);
        return control(chance, id, goesOn ? 'resume' : 'cancel');
      }
      if (broadcast?.status === 'awaiting-approval')
        await control(chance, id, chance.happens(0.9) ? 'approve' : 'cancel');
    });
  return { frozen: ({ id }) => void meddle(id), held: (id) => void attend(id) };
};
