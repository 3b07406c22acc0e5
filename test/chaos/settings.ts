import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { newsroom } from '../samples/revision.ts';
import { chanceOf } from './chance.ts';

/** The newsroom of a run: some have others approve, hold texts back, text each phone once a day, or have money for a handful alone. */
export const settingsOf = (seed: number): Newsroom => {
  const chance = chanceOf(seed, 'settings');
  const approval = (probability: number) => (chance.happens(probability) ? 'second-person' : 'none');
  return {
    ...newsroom,
    texts: {
      ...newsroom.texts,
      sender: { ...newsroom.texts.sender, segmentsPerSecond: chance.pick([2, 30, 300]) },
      approval: { first: approval(0.15), corrections: approval(0.1) },
      holdSeconds: chance.pick([0, 0, 0, 40, 300]),
      dailyCap: chance.pick([6, 6, 2, 1]),
      budget: chance.happens(0.2)
        ? { perMonth: '0.1', reservedForCorrections: '0.05' }
        : { perMonth: '5000', reservedForCorrections: '1000' },
      // runs begin on a Friday, and so most of their digests are Saturday's
      weeklyDigestOn: chance.pick([1, 6]),
    },
  };
};
