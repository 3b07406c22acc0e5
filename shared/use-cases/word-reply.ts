import type { KnownTopic } from '../domain/inbound-commands.ts';
import { languageOf } from '../domain/inbound-language.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { type ServiceText, serviceText } from '../domain/service-text.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Clock } from '../ports/clock.ts';
import type { PreferenceTokens } from '../ports/preference-tokens.ts';
import type { Reply } from './act-on-text.ts';

export interface WordDeps {
  readonly newsroom: Newsroom;
  readonly tokens: Pick<PreferenceTokens, 'seal'>;
  readonly topics: () => Promise<readonly KnownTopic[]>;
  readonly clock: Clock;
}

/** How long a link to one's preferences holds. */
const linkMs = 24 * 3_600_000;

const plain = {
  held: 'heldForPerson',
  welcome: 'welcome',
  resumed: 'started',
  already: 'alreadyActive',
  'start-needed': 'startNeeded',
  help: 'help',
  'not-subscribed': 'notSubscribed',
  'no-match': 'noMatch',
  'too-many': 'tooMany',
  paused: 'paused',
} as const;

/**
 * A reply in the language of whoever gets it: their profile's, else that of what they wrote, else the newsroom's first. `profile` is
 * who they are now, where they are somebody; `written` is their text.
 */
export const wordReply =
  (deps: WordDeps) =>
  async (reply: Reply, profile: Subscriber | undefined, written: string): Promise<string> => {
    if (reply.kind === 'claim') return reply.text;
    const language = profile?.language ?? languageOf(written) ?? deps.newsroom.languages[0] ?? 'en';
    return serviceText(deps.newsroom, language, await textOf(deps, reply, profile));
  };

const textOf = async (
  deps: WordDeps,
  reply: Exclude<Reply, { readonly kind: 'claim' }>,
  profile: Subscriber | undefined,
): Promise<ServiceText> => {
  switch (reply.kind) {
    case 'stopped':
      return { kind: 'stopped', topic: profile?.topics[0] ?? null };
    case 'unknown-topic':
      return { kind: 'unknownTopic', topics: (await deps.topics()).map(labelOf) };
    case 'changed':
      return reply.what === 'frequency'
        ? { kind: 'frequencySet', frequency: reply.to.frequency }
        : { kind: 'topicsSet', topics: await labelsOf(deps, reply.to.topics) };
    case 'status':
      return statusOf(deps, reply.profile);
    default:
      return { kind: plain[reply.kind] };
  }
};

/** The token is in the link's fragment, which no browser sends, so that it is in no server's log. */
const statusOf = async (deps: WordDeps, { hash, frequency, topics, status }: Subscriber): Promise<ServiceText> => {
  const token = deps.tokens.seal(hash, deps.clock.now() + linkMs);
  const link = `${deps.newsroom.baseUrl}/preferences#${token}`;
  return { kind: 'status', frequency, topics: await labelsOf(deps, topics), paused: status === 'paused', link };
};

const labelOf = ({ slug, labels: [label = slug] }: KnownTopic): string => label;

const labelsOf = async ({ topics }: WordDeps, slugs: readonly string[]): Promise<string[]> => {
  if (slugs.length === 0) return [];
  const known = await topics();
  return slugs.map((slug) => labelOf(known.find((topic) => topic.slug === slug) ?? { slug, labels: [] }));
};
