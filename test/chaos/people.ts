import type { Phone } from '../../shared/domain/phone.ts';
import { type SignUp, subscribe } from '../../shared/use-cases/subscribe.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { newsroom } from '../samples/revision.ts';
import { hashPhone, phone } from '../samples/texting.ts';
import { type Chance, chanceOf } from './chance.ts';
import { editions, languages, topics } from './drafts.ts';
import type { World } from './world.ts';

const minute = 60_000;

const signUp = (chance: Chance, to: Phone): SignUp => ({
  phone: to,
  zip: null,
  topics: chance.happens(0.7) ? [] : chance.some(topics, 0.5),
  editions: chance.happens(0.85) ? [] : chance.some(editions, 0.5),
  language: chance.happens(0.9) ? languages[0] : languages[1],
  frequency: chance.happens(0.95) ? 'immediate' : 'daily',
  consent: { textVersion: newsroom.texts.consent.version, adult: true },
});

/** Phones in two zones subscribe; some of them later, and some change their minds while everything goes on. */
export const peopleSubscribe = async (seed: number, { clock, subscribers, vault, invoke }: World): Promise<void> => {
  const chance = chanceOf(seed, 'people');
  const phones = Array.from({ length: chance.between(3, 8) }, (_, at) => phone(at, chance.pick([202, 213])));
  const take = subscribe({ subscribers, hashPhone, vault, newsroom, clock });
  for (const one of phones) await take(signUp(chance, one), editor);

  const later = async (one: Phone): Promise<void> => {
    const wanted = signUp(chance, one);
    await clock.sleep(chance.between(0, 20 * minute));
    await invoke('subscribers-api', 29_000, ({ watch, clock }) =>
      subscribe({ subscribers: watch('subscribers', subscribers), hashPhone, vault, newsroom, clock })(wanted, editor),
    );
  };
  for (const one of [...chance.some(phones, 0.15), ...chance.some([phone(20), phone(21, 213)], 0.5)]) void later(one);
};
