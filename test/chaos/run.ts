import { chanceOf } from './chance.ts';
import { newsroomWorks } from './newsroom.ts';
import { operatorPauses } from './operator.ts';
import { partnersSignUp } from './partners.ts';
import { peopleSubscribe, peopleWrite } from './people.ts';
import { createWorld, type World } from './world.ts';

const minute = 60_000;
/** A run that takes more steps goes in circles. */
const mostSteps = 400_000;
/** Dead letters that come back so often, with nothing going wrong any more, are poison. */
const mostRedrives = 3;

/** Some runs go on until the next morning's digests. Who comes in the first hours is in them too. */
const digestsAreMade = async (seed: number, { clock, tendTexts }: World): Promise<void> => {
  const chance = chanceOf(seed, 'digests');
  if (!chance.happens(0.5)) return;
  for (let hours = chance.between(1, 3); hours > 0; hours -= 1) {
    await clock.sleep(chance.between(0, 60 * minute));
    await tendTexts(3);
  }
};

/** One run: chaos while the newsroom works and for a while after, then quiet until nothing is left to do. At most `mostStrikes` things go wrong. */
export const runChaos = async (seed: number, mostStrikes = Number.POSITIVE_INFINITY) => {
  const world = createWorld(seed, mostStrikes);
  const { clock, fates, schedule, trace } = world;
  await partnersSignUp(seed, world);
  await peopleSubscribe(seed, world);
  const startedWith = world.subscribers.all();
  peopleWrite(seed, world);
  operatorPauses(seed, world);
  void digestsAreMade(seed, world);
  const { acknowledged, refused, scheduled, done } = newsroomWorks(seed, world);
  const calm = async (): Promise<void> => {
    await done;
    await clock.sleep(chanceOf(seed, 'calm').pick([0, 10 * minute, 180 * minute, 840 * minute]));
    fates.stop();
    trace.note('chaos', 'ends');
  };
  void calm();

  let quiet = await schedule.run(mostSteps);
  const deadLetters = world.deadLetters();
  for (let redrives = 0; quiet && redrives < mostRedrives && world.deadLetters() > 0; redrives += 1) {
    await world.redrive();
    quiet = await schedule.run(mostSteps);
  }
  return { seed, world, acknowledged, refused, scheduled, startedWith, quiet, deadLetters };
};
export type Lived = Awaited<ReturnType<typeof runChaos>>;
