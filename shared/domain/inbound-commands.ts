import type { Preferences } from './subscriber.ts';

/** A topic that people may name, by its slug or by what it is called in any of the newsroom's languages. */
export interface KnownTopic {
  readonly slug: string;
  readonly labels: readonly string[];
}

/** What somebody who knows our words asks for. `unknown-topic`: DROP or ONLY, with something that is no topic of ours. */
export type Command =
  | { readonly kind: 'help' | 'start' | 'join' | 'status' | 'unknown-topic' }
  | { readonly kind: 'frequency'; readonly frequency: Preferences['frequency'] }
  | { readonly kind: 'topics'; readonly mode: 'drop' | 'only'; readonly topics: readonly string[] };

const courtesy = /(?<= )(?:please|pls|plz|thanks|thank you|thx|por favor|porfa|gracias|hi|hello|hola)(?= )/gu;

/** By what the whole text says, courtesy aside. JOIN is consent, so that nothing but the word is. */
const commands: readonly (readonly [RegExp, Command])[] = [
  [
    /^(?:help(?: me)?|info|ayuda|ayudame|who (?:is|dis|are) (?:this|you)(?: people| guys)?|who dis|quien es|quienes son)$/,
    { kind: 'help' },
  ],
  [/^(?:start|unstop|restart|resume|start again|comenzar|empezar|iniciar|reanudar)$/, { kind: 'start' }],
  [/^(?:join|unirme|unirse)$/, { kind: 'join' }],
  [/^(?:status|my status|settings|estado|mi estado)$/, { kind: 'status' }],
  [/^(?:now|immediate|immediately|ahora|inmediato)$/, { kind: 'frequency', frequency: 'immediate' }],
  [/^(?:daily|daily (?:digest|only)|diario|diaria|a diario)$/, { kind: 'frequency', frequency: 'daily' }],
  [/^(?:weekly|weekly (?:digest|only)|semanal)$/, { kind: 'frequency', frequency: 'weekly' }],
];

const ofTopics = /^(drop|only|quitar|quita|solo|solamente) (.+)$/;
/** "Only 3% of Americans own stocks?" is a claim and no list of topics. */
const maxWordsOfUnknownTopic = 2;

/** The command that a text is, as `readWords` read it; undefined where it is none. */
export const commandIn = (read: string, topics: readonly KnownTopic[]): Command | undefined => {
  const said = read
    .replace(courtesy, ' ')
    .replace(/[ |]*\|[ |]*/g, ' | ')
    .replace(/^[ |]+|[ |]+$/g, '')
    .replace(/ +/g, ' ');
  const command = commands.find(([pattern]) => pattern.test(said))?.[1];
  if (command !== undefined) return command;
  if (/^(?:only|solo)$/.test(said)) return { kind: 'unknown-topic' };
  const [, verb, named] = ofTopics.exec(said) ?? [];
  return verb === undefined || named === undefined ? undefined : topicsIn(verb, named, topics);
};

const topicsIn = (verb: string, named: string, topics: readonly KnownTopic[]): Command | undefined => {
  const items = named.split(/ (?:and|y|e|\||or|o) | \| /).flatMap((item) => (item === '' ? [] : [item]));
  const found = items.map((item) =>
    topics.find((topic) => namesOf(topic).includes(item.replace(/^(?:the|la|el|los|las) /, ''))),
  );
  const slugs = found.flatMap((topic) => (topic === undefined ? [] : [topic.slug]));
  if (slugs.length === items.length) {
    return { kind: 'topics', mode: /^(?:drop|quit)/.test(verb) ? 'drop' : 'only', topics: [...new Set(slugs)] };
  }
  const fewWords = named.split(' ').length <= maxWordsOfUnknownTopic;
  return slugs.length > 0 || fewWords ? { kind: 'unknown-topic' } : undefined;
};

const namesOf = ({ slug, labels }: KnownTopic): string[] => [slug, ...labels].map(asRead);

/** As `readWords` would read it, without clauses. */
const asRead = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
