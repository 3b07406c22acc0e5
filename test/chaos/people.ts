import type { Phone } from '../../shared/domain/phone.ts';
import type { SignUp } from '../../shared/domain/sign-up.ts';
import { subscribe } from '../../shared/use-cases/subscribe.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { hashPhone, phone } from '../samples/texting.ts';
import { type Chance, chanceOf } from './chance.ts';
import { claimOf, editions, languages, topics } from './drafts.ts';
import type { Life } from './invocations.ts';
import type { World } from './world.ts';

const minute = 60_000;
/** Twilio tries a text's webhook so often. */
const mostTries = 6;

const signUp = ({ newsroom }: World, chance: Chance, to: Phone): SignUp => ({
  phone: to,
  zip: null,
  topics: chance.happens(0.7) ? [] : chance.some(topics, 0.5),
  editions: chance.happens(0.85) ? [] : chance.some(editions, 0.5),
  language: chance.happens(0.9) ? languages[0] : languages[1],
  frequency: chance.pick(['immediate', 'immediate', 'immediate', 'immediate', 'daily', 'daily', 'weekly']),
  notBefore: chance.happens(0.1) ? chance.pick([11, 18]) : null,
  pageUrl: null,
  consent: { textVersion: newsroom.texts.consent.version, adult: true },
});

const phonesOf = (chance: Chance): Phone[] =>
  Array.from({ length: chance.between(4, 10) }, (_, at) => phone(at, chance.pick([202, 213])));

/** Phones in two zones subscribe. */
export const peopleSubscribe = async (seed: number, world: World): Promise<void> => {
  const chance = chanceOf(seed, 'people');
  const phones = phonesOf(chance);
  const take = subscribe({ ...world, hashPhone });
  for (const one of phones) await take(signUp(world, chance, one), editor);
};

const visitor = { address: '198.51.100.7', userAgent: 'Firefox/145.0' };
/** What people text us, opt-outs before all. */
const words = [
  ...(['STOP', 'STOP', 'please stop texting me', 'CANCEL', 'take me off of this maybe?'] as const),
  ...(['JOIN', 'START', 'DAILY', 'WEEKLY', 'NOW', 'ONLY health', 'DROP water', 'STATUS'] as const),
  ...[claimOf('ruling-0'), claimOf('ruling-0'), claimOf('ruling-1'), claimOf('cms-1')],
] as const;

/**
 * While everything goes on some people come, leave, return, change their minds, move to another coast, send us claims, or are taken out by
 * an operator.
 */
export const peopleWrite = (seed: number, world: World): void => {
  const { clock, invoke, functions } = world;
  const chance = chanceOf(seed, 'people');
  const phones = phonesOf(chance);
  let acts = 0;
  const act = async (one: Phone, work: (chance: Chance, to: Phone) => Promise<unknown>): Promise<void> => {
    acts += 1;
    const own = chanceOf(seed, `person ${acts}`);
    await clock.sleep(own.between(0, own.pick([1, 20, 120]) * minute));
    await work(own, one);
  };
  const callApi = (work: (life: Life) => Promise<unknown>) => invoke('subscribers-api', 29_000, work);
  const say = async (own: Chance, From: Phone): Promise<void> => {
    const text = { MessageSid: `SM${From.slice(-10)}${own.between(0, 999_999)}`, From, To: '+18885550100' };
    const Body = own.pick(words);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const ending = await invoke('twilio-inbound', 14_000, (life) => functions.twilioInbound(life, { ...text, Body }));
      if (ending.kind === 'answered') return;
      await clock.sleep(own.between(100, 5_000));
    }
  };
  const change = (own: Chance, to: Phone) => {
    const wanted = { ...signUp(world, own, to), zip: own.pick([null, null, '90001', '10001']) };
    return callApi((life) => functions.subscribe(life)(wanted, editor));
  };
  const ask = (own: Chance, to: Phone) => callApi((life) => functions.ask(life)(signUp(world, own, to), visitor));
  const suppress = (_: Chance, to: Phone) => callApi((life) => functions.suppress(life)(to, null, editor));

  for (const one of chance.some(phones, 0.2)) void act(one, change);
  for (const one of chance.some(phones, 0.4)) void act(one, say);
  for (const one of [...chance.some(phones, 0.04), ...chance.some([phone(24)], 0.3)]) void act(one, suppress);
  for (const one of chance.some([phone(20), phone(21, 213)], 0.5)) void act(one, change);
  for (const one of chance.some([phone(22), phone(23, 213)], 0.6)) {
    void act(one, ask);
    if (chance.happens(0.5)) void act(one, say);
  }
};
