import { describe, expect, it } from 'vitest';
import { facetsOf, feedFolder, parseFacet } from '../../shared/domain/facet.ts';
import { content } from '../samples/revision.ts';

describe('the facets of a ruling', () => {
  it('are its values, each once, the language in small letters', () => {
    expect(facetsOf({ ...content, topics: ['taxes', 'transport', 'taxes'], language: 'es-MX' })).toEqual([
      'rating#false',
      'claimant#alex-doe',
      'topic#taxes',
      'topic#transport',
      'author#sam-roe',
      'edition#new-york',
      'language#es-mx',
    ]);
  });

  it('have a folder of feeds each', () => {
    expect(['all', 'corrections', ...facetsOf(content)].map(feedFolder)).toEqual([
      '/feeds',
      '/feeds/corrections',
      '/feeds/ratings/false',
      '/feeds/claimants/alex-doe',
      '/feeds/topics/transport',
      '/feeds/authors/sam-roe',
      '/feeds/editions/new-york',
      '/feeds/languages/en',
    ]);
  });

  it('are read as written, a value that has the mark between the two included', () => {
    expect(parseFacet('topic#a#b')).toEqual({ facet: 'topic#a#b', name: 'topic', value: 'a#b' });
    expect(parseFacet('corrections')).toEqual({ facet: 'corrections' });
  });

  it.each(['', 'everything', 'topic', 'topics#taxes', 'Topic#taxes', 'place#here'])('are not made of “%s”', (text) => {
    expect(() => parseFacet(text)).toThrow(`not a facet: ${text}`);
  });
});
