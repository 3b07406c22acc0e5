import type { KnownTopic } from '../domain/inbound-commands.ts';
import { type Inbound, type OptOutType, recognizeInbound } from '../domain/inbound-text.ts';
import { answeredByNetwork } from '../domain/network-keywords.ts';
import { type Phone, phoneSchema } from '../domain/phone.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import type { InboundLog, InboundText } from '../ports/inbound-log.ts';
import type { Log } from '../ports/log.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import { type ActDeps, actOnText } from './act-on-text.ts';
import { type WordDeps, wordReply } from './word-reply.ts';

export interface InboundDeps extends ActDeps, WordDeps {
  readonly newsroom: ActDeps['newsroom'];
  readonly inbound: ActDeps['inbound'] & Pick<InboundLog, 'add' | 'find'>;
  readonly hashPhone: PhoneHasher;
  readonly log: Log;
}

/** What Twilio tells of a text, by its own parameters; its signature was validated. */
export interface InboundParameters {
  readonly MessageSid?: string;
  readonly From?: string;
  readonly To?: string;
  readonly Body?: string;
  /** There where Twilio took it for a keyword, and has answered it. */
  readonly OptOutType?: string;
}

const day = 86_400_000;
const verbsOfTopics = /\b(drop|only|quitar?|solo|solamente)\b/i;

/**
 * Takes a text that somebody sent us: writes it down, does what it asks for, and answers with texts, at any hour, since it was asked for.
 * Each step may be done twice; the same text again is answered again and changes nothing. What comes from no person's phone, or from
 * a number of ours, is not answered: two machines would answer each other without end.
 */
export const hearInbound =
  (deps: InboundDeps) =>
  async (parameters: InboundParameters): Promise<readonly string[]> => {
    const { subscribers, newsroom, hashPhone, log } = deps;
    const { MessageSid: sid, From: from, To: to, Body: body = '' } = parameters;
    const parsed = phoneSchema(newsroom).safeParse(from ?? '');
    if (sid === undefined || !parsed.success || from === to) {
      log.info('TEXT_IGNORED');
      return [];
    }
    const phone = parsed.data;
    const hash = hashPhone(phone);
    const optOutType = optOutTypes.find((type) => type === parameters.OptOutType) ?? null;
    const { heard, topics } = await recognize(deps, body, optOutType);
    const before = await subscribers.find(hash);
    const { row, again } = await writeDown(deps, { sid, hash, phone, body }, heard, before);
    const reply = await actOnText(deps)({ heard, phone, words: body, row, again, topics });
    const isAnswered = answeredByNetwork(body, parameters.OptOutType, newsroom.texts.sender.keywordsAnsweredBy);
    const said = reply && !isAnswered ? [await wordReply(deps)(reply, (await subscribers.find(hash)) ?? before)] : [];
    log.info('TEXT_HEARD', { kind: heard.kind, again, reply: reply?.kind ?? null, answered: said.length > 0 });
    return said;
  };

const optOutTypes = ['STOP', 'START', 'HELP'] as const satisfies OptOutType[];

/** Topics are read for texts about topics alone: no opt-out waits for that, or fails with it. */
const recognize = async (
  { topics }: InboundDeps,
  body: string,
  optOutType: OptOutType | null,
): Promise<{ readonly heard: Inbound; readonly topics: readonly string[] }> => {
  const heard = recognizeInbound(body, { topics: [], optOutType });
  if (optOutType !== null || heard.kind === 'opt-out' || !verbsOfTopics.test(body.normalize('NFKC')))
    return { heard, topics: [] };
  const known: readonly KnownTopic[] = await topics();
  return {
    heard: recognizeInbound(body, { topics: known, optOutType }),
    topics: known.map(({ slug }) => slug),
  };
};

/** Before anything comes of it. A text that came before is taken as it was written then. */
const writeDown = async (
  { inbound, vault, newsroom, clock }: InboundDeps,
  { sid, hash, phone, body }: { sid: string; hash: PhoneHash; phone: Phone; body: string },
  { kind }: Inbound,
  profile: Subscriber | undefined,
): Promise<{ readonly row: InboundText; readonly again: boolean }> => {
  const now = clock.now();
  // of whoever gets no texts none could be an opt-out that is missed
  const held = kind === 'unclear' && profile !== undefined && profile.status !== 'suppressed';
  const row: InboundText = {
    ...{ sid, hash, kind, held, resolvedAs: null, at: new Date(now).toISOString() },
    phone: await vault.seal(phone, hash),
    body: await vault.seal(body, hash),
  };
  const forgetAt = new Date(now + newsroom.texts.retention.inboundDays * day).toISOString();
  if (await inbound.add(row, forgetAt)) return { row, again: false };
  return { row: (await inbound.find(sid)) ?? row, again: true };
};
