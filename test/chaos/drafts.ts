import { edits } from '../../shared/domain/event.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import type { RulingChanges, RulingDraft, TextMode } from '../../shared/domain/ruling.ts';
import { draft } from '../samples/ruling-draft.ts';
import type { Chance } from './chance.ts';

export const topics = ['transport', 'health', 'water'] as const;
export const editions = ['new-york', 'albany'] as const;
export const languages = ['en', 'es'] as const;
const ratings = ['false', 'half-true', 'true'] as const;
const people = [
  { name: 'Sam Roe', slug: 'sam-roe' },
  { name: 'Kim Poe', slug: 'kim-poe' },
];

/** What was checked, in other words for each ruling of an editor's: who sends one of them to us is answered with its ruling. */
const claims: Readonly<Record<string, string>> = {
  'ruling-0': 'The new law doubles every bridge toll in the state.',
  'ruling-1': 'The governor closed forty rural hospitals last winter.',
  'ruling-2': 'Nurses may no longer strike without permission from a judge.',
};
export const claimOf = (slug: string): string => claims[slug] ?? `The CMS knows what ${slug} is about.`;

const fieldsOf = (chance: Chance) => ({
  rating: chance.pick(ratings),
  topics: chance.some(topics, 0.5),
  editions: chance.some(editions, 0.4),
  authors: chance.some(people, 0.5),
  language: chance.happens(0.85) ? languages[0] : languages[1],
});
/** A ruling with facets by chance; `key` is in its summary. */
export const draftOf = (chance: Chance, slug: string, key: string): RulingDraft =>
  draft({
    ...fieldsOf(chance),
    slug,
    claim: { text: claimOf(slug), claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
    summary: [key],
    texts: chance.pick(['immediate', 'immediate', 'immediate', 'immediate', 'none', 'digest']),
  });

/** Some of the fields that any edit may change. */
export const changesOf = (chance: Chance) => {
  const { topics, editions, authors, language } = fieldsOf(chance);
  return {
    ...(chance.happens(0.4) ? { topics } : {}),
    ...(chance.happens(0.4) ? { editions } : {}),
    ...(chance.happens(0.4) ? { authors } : {}),
    ...(chance.happens(0.3) ? { language } : {}),
  } satisfies RulingChanges;
};

export const reviseOf = (chance: Chance, note: string): Revise => {
  const texts = chance.pick<TextMode | null>([null, null, 'immediate', 'none']);
  const kind = chance.pick(['update', 'update', 'correction', 'correction', 'correction', 'retraction'] as const);
  if (kind === 'update') return { kind, edit: chance.pick(edits), note, changes: changesOf(chance) };
  if (kind === 'retraction') return { kind, note, texts };
  return {
    kind,
    note,
    texts,
    changes: { ...changesOf(chance), ...(chance.happens(0.6) ? { rating: chance.pick(ratings) } : {}) },
  };
};
