import { expect, test } from 'vitest';
import { parseRobots } from '../../local/cli/adopt/robots.ts';

const allowed = (rules: string, path: string): boolean =>
  parseRobots(`User-agent: *\n${rules}`, 'rulingwire').allows(path);

test.each([
  ['Disallow: /', '/x', false],
  ['Disallow:', '/x', true],
  ['Disallow: /fish', '/fish.html', false],
  ['Disallow: /fish', '/Fish', true],
  ['Disallow: /fish/', '/fish', true],
  ['Disallow: /*.php', '/a/b.php?x', false],
  ['Disallow: /*.php$', '/a/b.php?x', true],
  ['Disallow: /*.php$', '/a/b.php', false],
  ['Disallow: /a$', '/a', false],
  ['Disallow: /a$', '/ab', true],
  ['Disallow: /a*b*c', '/a-c-b', true],
  ['Disallow: /a*b*c', '/axbxc-d', false],
  // the star may not take what the end needs
  ['Disallow: /ab*b$', '/ab', true],
  ['Disallow: /page\nAllow: /page', '/page', true],
  ['Allow: /p\nDisallow: /', '/page', true],
  ['Allow: /folder\nDisallow: /folder/x', '/folder/x/y', false],
  ['disallow : /x # why', '/x', false],
  ['Disallow: /caf%c3%a9', '/caf%C3%A9', false],
  ['Disallow: /café', '/caf%C3%A9', false],
  ['Disallow: /%7Ejoe', '/~joe', false],
  ['Disallow: /a%2fb', '/a/b', true],
])('%j has it that %s may be read: %s', (rules, path, may) => {
  expect(allowed(rules, path)).toBe(may);
});

test('the groups of our own name count together, and alone', () => {
  const text = [
    ...[
      'User-agent: *',
      'Disallow: /',
      '',
      'User-agent: other',
      'User-agent: RulingWire',
      'Disallow: /a',
      'Crawl-delay: 2',
    ],
    ...['', 'User-agent: another', 'Disallow: /c', 'User-agent: rulingwire', 'Disallow: /b', 'Crawl-delay: 0.5'],
  ];
  for (const end of ['\n', '\r\n', '\r']) {
    const robots = parseRobots(`\uFEFF${text.join(end)}`, 'rulingwire');
    expect(['/a', '/b', '/c', '/d'].map(robots.allows)).toEqual([false, false, true, true]);
    expect(robots.delayMs).toBe(2000);
  }
});

test('sitemaps stand outside the groups and keep their fragments; rules before any group say nothing', () => {
  const robots = parseRobots(
    'Disallow: /\nSitemap: https://a.example/#1\nsitemap:/b.xml\nUser-agent: *\nCrawl-delay: x',
    'rulingwire',
  );
  expect(robots.sitemaps).toEqual(['https://a.example/#1', '/b.xml']);
  expect(robots.allows('/x')).toBe(true);
  expect(robots.delayMs).toBe(0);
});

test('a pattern of many stars takes no time', () => {
  const pattern = `Disallow: /${'a*'.repeat(5_000)}b`;
  expect(allowed(pattern, `/${'a'.repeat(100_000)}`)).toBe(true);
}, 5_000);
