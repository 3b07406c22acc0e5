import { expect, test } from 'vitest';
import { differences } from '../../web/desk/rulings/differences.ts';
import { wordDiff } from '../../web/desk/rulings/word-diff.ts';
import { content } from '../samples/revision.ts';

const textOf = (parts: ReturnType<typeof wordDiff>, kind: 'inserted' | 'deleted'): string =>
  parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map(({ text }) => text)
    .join('');

/** Words of which no two texts of another `seed` have many in the same place. */
const words = (count: number, seed: number): string =>
  Array.from({ length: count }, (_, at) => `w${(at * 7919 * seed) % 1009}`).join(' ');

test('both texts can be read from what is told of them', () => {
  const [before, after] = ['One fare rises, by 12 percent.', 'Only one fare rises, by 14 percent!'];
  const parts = wordDiff(before, after);
  expect(textOf(parts, 'deleted')).toBe(before);
  expect(textOf(parts, 'inserted')).toBe(after);
  expect(parts.filter(({ kind }) => kind === 'deleted').map(({ text }) => text)).toContain('12');
});

test('a long stretch that is the same is shortened, and what changed is not', () => {
  const long = 'The fare rises. '.repeat(600);
  const parts = wordDiff(`${long}12`, `${long}14`);
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'deleted', 'inserted']);
  expect(parts[0]?.text.length).toBeLessThan(500);
});

test('texts of the greatest size that have nothing in common are told whole, soon', () => {
  const [before, after] = [words(50_000, 1), words(50_000, 3)];
  const began = performance.now();
  expect(wordDiff(before, after)).toEqual([
    { kind: 'deleted', text: before },
    { kind: 'inserted', text: after },
  ]);
  expect(performance.now() - began, 'ms').toBeLessThan(10_000);
});

test('every field that can change is compared', () => {
  const changes = {
    ...{ headline: 'x', url: 'https://x.example', scale: content.scale, rating: 'true', summary: ['x'], bodyHtml: 'x' },
    ...{ claim: { ...content.claim, text: 'x' }, authors: [], topics: ['x'], editions: ['x'], language: 'es' },
    ...{ sources: [], related: ['rul_01M8644E7P8PA0565YFAQFDGNR' as const], checkedAsOf: '2026-11-20T12:00:00.000Z' },
    ...{ textBody: 'x', translationOf: 'rul_01M8644E7P8PA0565YFAQFDGNR' as const },
    image: { url: 'https://x.example/x.jpg', alt: 'x', credit: null, syndicable: true },
    mediaReview: {
      ...{ category: 'OriginalMediaContent' as const, context: null, originalUrl: null },
      media: [{ kind: 'image' as const, contentUrl: 'https://x.example/x.jpg', pageUrl: null }],
    },
  };
  const full = {
    ...content,
    sources: [{ outlet: null, title: 'y', url: 'https://y.example', archiveUrl: null, publishedOn: null }],
  };
  for (const [name, value] of Object.entries(changes).filter(([field]) => field !== 'scale'))
    expect(
      differences(full, { ...full, [name]: value }, (rating) => rating),
      name,
    ).toHaveLength(1);
  expect(differences(full, full, (rating) => rating)).toEqual([]);
});
