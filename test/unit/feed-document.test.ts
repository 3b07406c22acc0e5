import { describe, expect, it } from 'vitest';
import { archiveDocument, feedDocument } from '../../shared/domain/feed-document.ts';
import type { Revision, RulingContent } from '../../shared/domain/ruling.ts';
import { content, listed, newsroom, revision } from '../samples/revision.ts';

const base = 'https://wire.newsroom.example';
const at = (day: number): string => `2026-11-${day}T12:00:00.000Z`;
const one = (differs: Partial<RulingContent> = {}, more: Partial<Omit<Revision, 'content'>> = {}) =>
  listed(revision({ ...more, content: differs }));

describe('a feed', () => {
  it('of all rulings is the newsroom’s own, and leads to the newest archive', () => {
    const { entries, ...feed } = feedDocument('all', [one()], newsroom, '2026-10');
    expect(feed).toStrictEqual({
      title: 'The Ferry Street Fact-Check',
      facetLabel: null,
      description: 'Rulings of The Ferry Street Fact-Check, the last changed first',
      language: 'en',
      author: 'The Ferry Street Fact-Check',
      rights: 'Fact-check by The Ferry Street Fact-Check. CC BY-ND 4.0',
      homeUrl: `${base}/`,
      urls: {
        'rss.xml': `${base}/feeds/rss.xml`,
        'atom.xml': `${base}/feeds/atom.xml`,
        'feed.json': `${base}/feeds/feed.json`,
      },
      hubUrl: `${base}/hub`,
      updated: at(20),
      history: {
        isArchive: false,
        current: null,
        prevArchive: `${base}/feeds/archive/2026/10/atom.xml`,
        nextArchive: null,
      },
    });
    expect(entries.map(({ id }) => id)).toEqual([
      'tag:wire.newsroom.example,2026-11-20:rul_01JD4Z00000000000000000001',
    ]);
  });

  it('other than that of all leads to no archive, nor does that of all where there is none', () => {
    expect(feedDocument('all', [one()], newsroom).history.prevArchive).toBeNull();
    for (const facet of ['corrections', 'topic#transport', 'rating#false', 'language#en'] as const)
      expect(feedDocument(facet, [one()], newsroom, '2026-10').history.prevArchive, facet).toBeNull();
  });

  it('of corrections says so, and is no facet', () => {
    expect(feedDocument('corrections', [one()], newsroom)).toMatchObject({
      title: 'The Ferry Street Fact-Check – corrections and retractions',
      facetLabel: null,
      urls: { 'atom.xml': `${base}/feeds/corrections/atom.xml` },
    });
  });

  it('of a rating says that it is one, in the words of the settings', () => {
    expect(feedDocument('rating#pants-on-fire', [], newsroom)).toMatchObject({
      title: 'The Ferry Street Fact-Check – rated “Pants on Fire”',
      facetLabel: 'Pants on Fire',
    });
    expect(feedDocument('rating#gone', [one({ rating: 'gone' })], newsroom).facetLabel).toBe('gone');
  });

  it('of a facet is called what the first ruling that has it calls it, else by its value', () => {
    const named = (name: string) => one({ claim: { ...content.claim, claimant: { ...content.claim.claimant, name } } });
    const feed = feedDocument('claimant#alex-doe', [named('Alex Doe, Jr.'), named('Alex Doe')], newsroom);
    expect(feed).toMatchObject({
      title: 'The Ferry Street Fact-Check – Alex Doe, Jr.',
      facetLabel: 'Alex Doe, Jr.',
    });
    expect(feedDocument('claimant#nobody', [named('Alex Doe')], newsroom).facetLabel).toBe('nobody');
    expect(feedDocument('claimant#alex-doe', [], newsroom).title).toBe('The Ferry Street Fact-Check – alex-doe');
  });

  it('is not called what another facet’s value of the same slug is called', () => {
    const shared = one({
      claim: { ...content.claim, claimant: { ...content.claim.claimant, name: 'Transport Union', slug: 'transport' } },
      authors: [{ name: 'T. Ransport', slug: 'transport' }],
      editions: ['transport'],
    });
    const labels = ['claimant', 'topic', 'author', 'edition'] as const;
    expect(labels.map((facet) => feedDocument(`${facet}#transport`, [shared], newsroom).facetLabel)).toEqual([
      'Transport Union',
      'transport',
      'T. Ransport',
      'transport',
    ]);
  });

  it('of a language is in it, spelled as the first ruling spells it', () => {
    expect(feedDocument('language#es-mx', [one({ language: 'es-MX' })], newsroom)).toMatchObject({
      title: 'The Ferry Street Fact-Check – es-MX',
      language: 'es-MX',
      facetLabel: 'es-MX',
      description: 'Verificaciones de The Ferry Street Fact-Check, primero las que cambiaron más tarde',
    });
    expect(feedDocument('language#es-mx', [], newsroom)).toMatchObject({ language: 'es-mx', facetLabel: 'es-mx' });
  });

  it('of anything else is in the first language of the newsroom, whatever its rulings speak', () => {
    for (const facet of ['all', 'corrections', 'topic#transport'] as const) {
      expect(feedDocument(facet, [one({ language: 'es' })], newsroom).language).toBe('en');
      expect(feedDocument(facet, [one()], { ...newsroom, languages: ['es', 'en'] }).language).toBe('es');
    }
    expect(feedDocument('all', [], { ...newsroom, languages: [] }).language).toBe('en');
    expect(feedDocument('corrections', [], { ...newsroom, languages: ['es'] }).title).toBe(
      'The Ferry Street Fact-Check – correcciones y retractaciones',
    );
  });

  it('was updated when any of its rulings last changed, wherever that one stands; an empty one never', () => {
    const changed = (day: number) => one({}, { changedAt: at(day), updatedAt: at(28) });
    for (const days of [
      [25, 21, 22],
      [21, 25, 22],
      [21, 22, 25],
    ])
      expect(feedDocument('all', days.map(changed), newsroom).updated).toBe(at(25));
    expect(feedDocument('all', [], newsroom).updated).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('an archive', () => {
  it('says what month it is of, that nothing comes, where the present is and what lies beside it', () => {
    const changed = [one({}, { changedAt: at(25) }), one({}, { changedAt: at(22) })];
    const { entries, ...archive } = archiveDocument('2026-11', changed, newsroom, { prev: '2026-09', next: '2026-12' });
    const self = `${base}/feeds/archive/2026/11/atom.xml`;
    expect(archive).toStrictEqual({
      title: 'The Ferry Street Fact-Check – November 2026',
      facetLabel: null,
      description: 'Rulings of The Ferry Street Fact-Check by month of publication',
      language: 'en',
      author: 'The Ferry Street Fact-Check',
      rights: 'Fact-check by The Ferry Street Fact-Check. CC BY-ND 4.0',
      homeUrl: `${base}/`,
      urls: { 'rss.xml': self, 'atom.xml': self, 'feed.json': self },
      hubUrl: null,
      updated: at(25),
      history: {
        isArchive: true,
        current: `${base}/feeds/atom.xml`,
        prevArchive: `${base}/feeds/archive/2026/09/atom.xml`,
        nextArchive: `${base}/feeds/archive/2026/12/atom.xml`,
      },
    });
    expect(entries).toHaveLength(2);
  });

  it('has no neighbour where there is none, and is in the newsroom’s first language', () => {
    const none = { prev: undefined, next: undefined };
    expect(archiveDocument('2026-01', [], { ...newsroom, languages: ['es'] }, none)).toMatchObject({
      title: 'The Ferry Street Fact-Check – enero de 2026',
      language: 'es',
      history: { prevArchive: null, nextArchive: null },
    });
    expect(archiveDocument('2026-01', [], { ...newsroom, languages: [] }, none).language).toBe('en');
  });
});
