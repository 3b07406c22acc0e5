import { quietHours } from '../../shared/domain/quiet-hours.ts';
import type { EventTopic } from '../../shared/ports/event-topic.ts';
import type { LedgerTokens } from '../../shared/ports/ledger-tokens.ts';
import type { PartnerNotices } from '../../shared/ports/partner-notices.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';
import type { DueQueue } from '../../shared/ports/timetable.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';
import { fakeSigningKeys } from '../fakes/signing-keys.ts';
import type { Life } from './invocations.ts';
import type { SimulatedQueue } from './queues.ts';
import type { Stores } from './stores.ts';
import type { SimulatedTwilio } from './twilio.ts';

/** What the functions talk to. */
export interface Outside extends Stores {
  readonly topic: EventTopic;
  readonly queues: Readonly<Record<DueQueue, SimulatedQueue>>;
  readonly twilio: SimulatedTwilio;
  readonly partners: WebhookSender;
  readonly partnerNotices: PartnerNotices;
  readonly tokens: LedgerTokens;
  readonly random: Randomness;
}

const signingKeys = fakeSigningKeys();

/** The ports of `outside` as one invocation has them. */
export const portsOf = (life: Life, outside: Outside) => ({
  rulings: life.watch('rulings', outside.rulings),
  watermark: life.watch('watermark', outside.watermark),
  topic: life.watch('topic', outside.topic),
  timetable: life.watch('timetable', outside.timetable),
  subscribers: life.watch('subscribers', outside.subscribers),
  signUps: life.watch('sign-ups', outside.signUps),
  inbound: life.watch('inbound', outside.inbound),
  staffPhones: life.watch('staff-phones', outside.staffPhones),
  broadcasts: life.watch('broadcasts', outside.broadcasts),
  ledger: life.watch('ledger', outside.ledger),
  links: life.watch('links', outside.links),
  pace: life.watch('pace', outside.pace),
  budget: life.watch('budget', outside.budget),
  timeline: life.watch('text-timeline', outside.textTimeline),
  directory: life.watch('feed-directory', outside.feedDirectory),
  endpoints: life.watch('endpoints', outside.endpoints),
  deliveries: life.watch('deliveries', outside.deliveries),
  vault: life.watch('vault', outside.vault),
  tokens: outside.tokens,
  signingKeys,
  newsroom: outside.newsroom,
  windowAt: quietHours(outside.newsroom.texts),
  switches: life.watch('channel-switches', outside.switches),
  heldWork: life.watch('held-work', outside.heldWork),
  clock: life.clock,
  random: outside.random,
  log: life.log,
});
