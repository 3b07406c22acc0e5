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
    expect(['all', ...facetsOf(content)].map(feedFolder)).toEqual([
      '/feeds',
      '/feeds/ratings/false',
      '/feeds/claimants/alex-doe',
      '/feeds/topics/transport',
      '/feeds/authors/sam-roe',
      '/feeds/editions/new-york',
      '/feeds/languages/en',
    ]);
  });

  it.each(['', 'everything', 'topic', 'topics#taxes', 'Topic#taxes', 'place#here'])('are not made of “%s”', (text) => {
    expect(() => parseFacet(text)).toThrow(`not a facet: ${text}`);
  });
});
