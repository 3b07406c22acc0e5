import { createSignUpHash } from '../../shared/adapters/platform-secret/keyed-hash.ts';
import { createPreferenceTokens } from '../../shared/adapters/platform-secret/preference-tokens.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import type { SignUp } from '../../shared/domain/sign-up.ts';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import type { TextWork } from '../../shared/domain/text-messages.ts';
import { askToConfirm } from '../../shared/use-cases/ask-to-confirm.ts';
import { hearInbound, type InboundParameters } from '../../shared/use-cases/hear-inbound.ts';
import { listTopics } from '../../shared/use-cases/list-topics.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
import { fakeInboundLog } from '../fakes/inbound-log.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeVault } from '../fakes/vault.ts';
import { newsroom as sample } from './revision.ts';
import { consent, hash, hashPhone, noon, phone, platformSecret, subscriber } from './texting.ts';

/** The sample newsroom, where a toll-free number's network answers keywords. */
export const tollFree: Newsroom = {
  ...sample,
  texts: {
    ...sample.texts,
    sender: { type: 'toll-free', segmentsPerSecond: 3, keywordsAnsweredBy: 'network' },
  },
};

/** A sign-up as the page hands it in, parsed; `last` are the last two digits of the phone. */
export const signUpOf = (last: number, differs: Partial<SignUp> = {}): SignUp => ({
  ...{ phone: phone(last), zip: null, topics: [], editions: [], language: 'en', frequency: 'immediate' },
  ...{ notBefore: null, pageUrl: 'https://newsroom.example/texts' },
  consent: { textVersion: sample.texts.consent.version, adult: true },
  ...differs,
});

export const visitor = { address: '198.51.100.7', userAgent: 'Firefox/145.0' };

/** How a process reaches its ports. */
export type Watch = <Port extends object>(port: Port) => Port;
const asTheyAre: Watch = (port) => port;

/** Everything about people in memory, at noon in New York on November 20, 2026; what they say and sign up goes through watched ports. */
export const peopleDesk = (newsroom: Newsroom = sample, watch: Watch = asTheyAre) => {
  const clock = sleeplessClock(noon);
  const subscribers = fakeSubscriberStore();
  const signUps = fakeSignUps(subscribers);
  const inbound = fakeInboundLog();
  const urgent = fakeQueue<TextWork>();
  const vault = fakeVault();
  const log = recordingLog();
  const directory = fakeFeedDirectory();
  const tokens = createPreferenceTokens(platformSecret);
  /** What there is to answer to claims; each claim that was looked up. */
  const claims = new Map<string, string>();
  const lookedUp: string[] = [];
  const deps = {
    ...{ subscribers, signUps, inbound, urgent, vault, log, tokens, hashPhone, newsroom, clock },
    hideCounted: createSignUpHash(platformSecret),
    topics: listTopics({ directory }),
    answerClaim: async (_asker: Subscriber, claim: string) => {
      lookedUp.push(claim);
      return claims.get(claim);
    },
  };
  const watched = {
    ...deps,
    subscribers: watch(subscribers),
    signUps: watch(signUps),
    inbound: watch(inbound),
    urgent: watch(urgent),
    vault: watch(vault),
  };
  let texts = 0;

  return {
    ...deps,
    watched,
    directory,
    claims,
    lookedUp,
    /** Somebody is there already. */
    has: async (last: number, differs: Partial<Subscriber> = {}): Promise<void> => {
      const sealed = await vault.seal(phone(last), hash(last));
      const row = consent({ hash: hash(last), at: '2026-11-01T12:00:00.000Z' });
      await subscribers.add(subscriber({ hash: hash(last), phone: sealed, ...differs }), row);
    },
    /** A text comes from a phone, a second after the one before; answers what is answered. */
    say: (last: number, Body: string, more: InboundParameters = {}): Promise<readonly string[]> => {
      clock.advance(1000);
      texts += 1;
      const MessageSid = `SM${String(texts).padStart(32, '0')}`;
      return hearInbound(watched)({ MessageSid, From: phone(last), To: '+18885550100', Body, ...more });
    },
    signUp: (last: number, differs: Partial<SignUp> = {}, from = visitor): Promise<void> => {
      clock.advance(1000);
      return askToConfirm(watched)(signUpOf(last, differs), from);
    },
    /** Status and reason. */
    standing: async (last: number): Promise<string | undefined> => {
      const found = await subscribers.find(hash(last));
      return found && [found.status, found.reason].filter((word) => word !== null).join(' ');
    },
    /** What the evidence says of a phone, as `kind by`. */
    history: async (last: number): Promise<string[]> =>
      (await subscribers.evidenceOf(hash(last))).map(({ kind, by }) => `${kind} ${by}`),
  };
};
