import { evidence } from '../domain/consent-history.ts';
import type { KnownTopic } from '../domain/inbound-commands.ts';
import { type Inbound, mayNameTopics, type OptOutType, recognizeInbound } from '../domain/inbound-text.ts';
import { answeredByNetwork } from '../domain/network-keywords.ts';
import { phoneSchema } from '../domain/phone.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import type { InboundLog, InboundText } from '../ports/inbound-log.ts';
import type { Log } from '../ports/log.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import { type ActDeps, actOnText, type Reply } from './act-on-text.ts';
import { optOutByText } from './opt-out-by-text.ts';
import { type WordDeps, wordReply } from './word-reply.ts';

export interface InboundDeps extends ActDeps, WordDeps {
  readonly newsroom: ActDeps['newsroom'];
  readonly inbound: ActDeps['inbound'] & Pick<InboundLog, 'add' | 'addWords' | 'find'>;
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

/** A text that we take, from a person's phone. `at` (ISO 8601) is now: Twilio does not tell when it was sent. */
interface Taken {
  readonly sid: string;
  readonly hash: PhoneHash;
  readonly body: string;
  readonly at: string;
}

const optOutTypes = ['STOP', 'START', 'HELP'] as const satisfies OptOutType[];
const day = 86_400_000;

/**
 * Takes a text that somebody sent us: writes it down, does what it asks for, and answers with texts, at any hour, since it was asked for.
 * Each step may be done twice; the same text again is answered again and changes nothing. An opt-out is acted on before it is written
 * down: Twilio need not tell us of it again. What comes from no person's phone, or from a number of ours, is not answered: two machines
 * would answer each other without end.
 */
export const hearInbound =
  (deps: InboundDeps) =>
  async (parameters: InboundParameters): Promise<readonly string[]> => {
    const { subscribers, newsroom, hashPhone, clock, log } = deps;
    const { MessageSid: sid, From: from, To: to, Body: body = '' } = parameters;
    const parsed = phoneSchema(newsroom).safeParse(from ?? '');
    if (sid === undefined || !parsed.success || from === to) {
      log.info('TEXT_IGNORED');
      return [];
    }
    const phone = parsed.data;
    const taken: Taken = { sid, hash: hashPhone(phone), body, at: new Date(clock.now()).toISOString() };
    const optOutType = optOutTypes.find((type) => type === parameters.OptOutType) ?? null;
    const { heard, topics } = await recognize(deps, body, optOutType);
    let reply: Reply | undefined;
    let again: boolean;
    if (heard.kind === 'opt-out') {
      const said = await sealIfPossible(deps, taken);
      const { hash, at } = taken;
      reply = await optOutByText(deps)(evidence({ hash, at, kind: 'left', by: 'text', sid, said }));
      again = !(await deps.inbound.add(rowOf(taken, heard, false, said), forgetAt(deps, taken)));
    } else {
      const written = await writeDown(deps, taken, heard);
      again = written.again;
      reply = await actOnText(deps)({ heard, phone, words: body, row: written.row, again, topics });
    }
    // the network says to whoever texts START that texts go on: not so where they had never joined
    const isAnswered =
      reply?.kind !== 'not-subscribed' &&
      answeredByNetwork(body, parameters.OptOutType, newsroom.texts.sender.keywordsAnsweredBy);
    const said = reply && !isAnswered ? [await wordReply(deps)(reply, await subscribers.find(taken.hash), body)] : [];
    log.info('TEXT_HEARD', { kind: heard.kind, again, reply: reply?.kind ?? null, answered: said.length > 0 });
    return said;
  };

/** Topics are read for texts about topics alone: no opt-out waits for that, or fails with it. */
const recognize = async (
  { topics }: InboundDeps,
  body: string,
  optOutType: OptOutType | null,
): Promise<{ readonly heard: Inbound; readonly topics: readonly string[] }> => {
  const heard = recognizeInbound(body, { topics: [], optOutType });
  if (optOutType !== null || heard.kind === 'opt-out' || !mayNameTopics(body)) return { heard, topics: [] };
  const known: readonly KnownTopic[] = await topics();
  return {
    heard: recognizeInbound(body, { topics: known, optOutType }),
    topics: known.map(({ slug }) => slug),
  };
};

const rowOf = ({ sid, hash, at }: Taken, { kind }: Inbound, held: boolean, body: string | null): InboundText => ({
  ...{ sid, hash, at, kind, held, body },
  resolvedAs: null,
});

const forgetAt = ({ newsroom }: InboundDeps, { at }: Taken): string =>
  new Date(Date.parse(at) + newsroom.texts.retention.inboundDays * day).toISOString();

/**
 * Before anything comes of it, and its time before its words, which may fail to be sealed: the same text again counts as of when it first
 * came, so that it undoes nothing that came in between.
 */
const writeDown = async (
  deps: InboundDeps,
  taken: Taken,
  heard: Inbound,
): Promise<{ readonly row: InboundText; readonly again: boolean }> => {
  const { subscribers, inbound, vault, log } = deps;
  const { sid, hash, body } = taken;
  const isUnclear = heard.kind === 'unclear';
  const profile = isUnclear ? await subscribers.find(hash) : undefined;
  // of whoever gets no texts none could be an opt-out that is missed
  const held = profile !== undefined && profile.status !== 'suppressed';
  const fresh = rowOf(taken, heard, held, null);
  const again = !(await inbound.add(fresh, forgetAt(deps, taken)));
  const row = again ? ((await inbound.find(sid)) ?? fresh) : fresh;
  if (row.held) log.warn('REPLY_HELD');
  if (row.body !== null) return { row, again };
  const said = isUnclear ? await sealIfPossible(deps, taken) : await vault.seal(body, hash);
  return { row: { ...row, body: said === null ? null : await inbound.addWords(sid, said) }, again };
};

/** Texts end, or wait for a person, whether or not the words can be kept. */
const sealIfPossible = async ({ vault, log }: InboundDeps, { body, hash }: Taken): Promise<string | null> => {
  try {
    return await vault.seal(body, hash);
  } catch (error) {
    log.warn('WORDS_NOT_KEPT', { reason: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
};
