import { type Command, commandIn, type KnownTopic } from './inbound-commands.ts';
import { countWords, readWords } from './inbound-words.ts';
import { optOutIn } from './opt-out.ts';

/** What a text that somebody sent us is. */
export const inboundKinds = [
  'opt-out',
  'unclear',
  'help',
  'start',
  'join',
  'status',
  'frequency',
  'topics',
  'unknown-topic',
  'claim',
  'other',
] as const;
export type InboundKind = (typeof inboundKinds)[number];

/**
 * - `opt-out`: wants no more texts; `unclear`: may want none, so texts pause and a person reads it
 * - `unknown-topic`: DROP or ONLY and no topic of ours; nothing is changed
 * - `claim`: something to look up; `other`: nothing to answer
 */
export type Inbound = { readonly kind: 'opt-out' | 'unclear' | 'claim' | 'other' } | Command;

/** What Twilio says a keyword was, where it answers keywords itself (parameter `OptOutType`). */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** Fewer words name no claim. */
const leastWordsOfClaim = 3;

/**
 * A reaction to one of our texts, as phones send it to others: `Liked “… STOP to end”`. It quotes us, and our own STOP is no opt-out.
 */
const reaction =
  /^\s*(?:(?:liked|loved|disliked|emphasi[sz]ed|questioned|laughed at|reacted \S+ to|removed an? [\w ]+ from|le gust[oó]|le encant[oó]|no le gust[oó]|\p{Extended_Pictographic}\S* to)\s+(?<mark>["“«]))/iu;
const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»' };
const ourStop = /STOP (?:to end|para salir)/g;

/**
 * What somebody added to a reaction; undefined where a text is none. A quote that is never closed may hold their words: of it only what we
 * end our texts with is left out.
 */
const besideReaction = (body: string): string | undefined => {
  const found = reaction.exec(body);
  const mark = found?.groups?.['mark'];
  if (found === null || mark === undefined) return undefined;
  const quoted = body.slice(found[0].length);
  const closed = quoted.lastIndexOf(closing[mark] ?? mark);
  return closed < 0 ? quoted.replace(ourStop, '') : quoted.slice(closed + 1);
};

/**
 * What somebody means by a text. Twilio's own reading of a keyword decides where there is one; then opt-outs come before anything
 * else that a text may be, so that "DAILY? no, stop" ends everything.
 */
export const recognizeInbound = (
  body: string,
  { topics, optOutType }: { readonly topics: readonly KnownTopic[]; readonly optOutType: OptOutType | null },
): Inbound => {
  if (optOutType !== null) return { kind: kindOf[optOutType] };
  const beside = besideReaction(body);
  const heard = recognizeWords(readWords(beside ?? body), topics);
  return beside !== undefined && heard.kind === 'claim' ? { kind: 'other' } : heard;
};

const recognizeWords = (words: string, topics: readonly KnownTopic[]): Inbound => {
  const command = commandIn(words, topics);
  if (command !== undefined && command.kind !== 'unknown-topic') return command;
  const optOut = optOutIn(words);
  if (optOut === 'opt-out' || optOut === 'unclear') return { kind: optOut };
  if (command !== undefined) return command;
  return { kind: optOut === 'none' && countWords(words) >= leastWordsOfClaim ? 'claim' : 'other' };
};

/** Whether a text may be about topics, so that it is worth asking which there are. */
export const mayNameTopics = (body: string): boolean => / (?:drop|only|quitar?|solo|solamente) /.test(readWords(body));

const kindOf = { STOP: 'opt-out', START: 'start', HELP: 'help' } as const;
