import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { chanceOf } from '../chaos/chance.ts';
import { whatIsOwedArrives } from './chaos/delivery-promises.ts';
import { theFeedsAreRight, theLogIsWhole } from './chaos/log-and-feed-promises.ts';
import { setTheScene } from './chaos/scene.ts';
import { createStrikes } from './chaos/strikes.ts';
import { textsKeepTheirPromises } from './chaos/text-promises.ts';
import { comeToRest, passMinutes } from './chaos/time.ts';
import { twilioMisbehaves } from './chaos/twilio.ts';

/** The seed decides what goes wrong where; threads come in their own order, so two runs of a seed are alike, not the same. */
const seed = Number(process.env['RULINGWIRE_CHAOS_SEED'] ?? randomInt(2 ** 31));
const rounds = Number(process.env['RULINGWIRE_CHAOS_ROUNDS'] ?? 3);
/** Between two rounds. What is looked over at an age is looked over again before it is twice as old and two minutes, so calm lasts longer. */
const mostMinutes = 3;

test(`what the wire promises holds whatever befalls its functions and services (RULINGWIRE_CHAOS_SEED=${seed})`, {
  timeout: 60_000 + rounds * 30_000,
}, async () => {
  const strikes = createStrikes(seed);
  const chance = chanceOf(seed, 'newsroom');
  const scene = await setTheScene(strikes, chanceOf(seed, 'partners'));
  try {
    strikes.begin(scene.runtime.kill);
    for (let round = 0; round < rounds; round += 1) {
      await twilioMisbehaves(scene, chance);
      await scene.editor.work(chance, round);
      await setTimeout(chance.between(0, 500));
      if (chance.happens(0.7)) await passMinutes(scene, chance.between(1, mostMinutes));
    }
    strikes.end();
    scene.calmDown();
    const { redriven, left } = await comeToRest(scene, rounds * mostMinutes + 10);

    const { text, share, deaths } = strikes.report();
    if (process.env['RULINGWIRE_CHAOS_REPORT'] !== undefined) console.log(text, `\n${redriven} dead letters put back`);
    expect(left, 'what is left to do').toEqual([]);
    const log = await theLogIsWhole(scene);
    await theFeedsAreRight(scene, log);
    await whatIsOwedArrives(scene, log);
    await textsKeepTheirPromises(scene, log);
    expect(deaths).toBeGreaterThan(rounds);
    expect(share, 'places that were struck').toBeGreaterThan(0.1);
  } finally {
    await scene.close();
  }
});
