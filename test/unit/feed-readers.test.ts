import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { feedDocument } from '../../shared/domain/feed-document.ts';
import { listed, newsroom, note, revision } from '../samples/revision.ts';

const id = 'tag:wire.newsroom.example,2026-11-20:rul_01JD4Z00000000000000000001';
const headline = 'No, <b> & "c" are not tripled';
const document = feedDocument(
  'topic#transport',
  [
    listed(
      revision({
        changedAt: '2026-11-22T15:04:05.000Z',
        notes: [note({ kind: 'clarification' })],
        content: {
          headline,
          url: 'https://newsroom.example/a?b=1&c=2',
          authors: [
            { name: 'Sam Roe', slug: 'sam-roe' },
            { name: 'Ana & Co', slug: 'ana' },
          ],
        },
      }),
    ),
    listed(revision({ rulingId: 'rul_01JD4Z00000000000000000002', content: { language: 'es' } })),
  ],
  newsroom,
);
const [entry] = document.entries;

describe('what feed readers see', () => {
  it('in RSS', () => {
    const feed = parseRssFeed(renderFeed(document, 'rss.xml'));
    expect(feed).toMatchObject({
      title: 'The Ferry Street Fact-Check – transport',
      link: 'https://wire.newsroom.example/',
      language: 'en',
      lastBuildDate: 'Sun, 22 Nov 2026 15:04:05 GMT',
    });
    expect(feed.atom?.links).toEqual([
      {
        href: 'https://wire.newsroom.example/feeds/topics/transport/rss.xml',
        rel: 'self',
        type: 'application/rss+xml',
      },
      { href: 'https://wire.newsroom.example/hub', rel: 'hub' },
    ]);
    expect(feed.items?.[0]).toMatchObject({
      title: headline,
      link: 'https://newsroom.example/a?b=1&c=2',
      guid: { value: id, isPermaLink: false },
      pubDate: 'Fri, 20 Nov 2026 12:00:00 GMT',
      content: { encoded: entry?.contentHtml },
      dc: { creators: ['Sam Roe', 'Ana & Co'] },
    });
    expect(feed.items?.[0]?.categories?.[0]).toEqual({
      name: 'False',
      domain: 'https://wire.newsroom.example/feeds/ratings',
    });
    expect(feed.items?.[1]?.content?.encoded).toMatch(/^<div lang="es">\n<p>Afirmación de Alex Doe/);
  });

  it('in Atom', () => {
    const feed = parseAtomFeed(renderFeed(document, 'atom.xml'));
    expect(feed).toMatchObject({
      id: 'https://wire.newsroom.example/feeds/topics/transport/atom.xml',
      updated: '2026-11-22T15:04:05.000Z',
      authors: [{ name: 'The Ferry Street Fact-Check' }],
    });
    expect(feed.links).toContainEqual({ href: feed.id, rel: 'self' });
    expect(feed.entries?.[0]).toMatchObject({
      id,
      links: [{ href: 'https://newsroom.example/a?b=1&c=2' }],
      published: '2026-11-20T12:00:00.000Z',
      updated: '2026-11-22T15:04:05.000Z',
      authors: [{ name: 'Sam Roe' }, { name: 'Ana & Co' }],
    });
    expect(renderFeed(document, 'atom.xml')).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">');
  });

  it('in JSON Feed 1.1', () => {
    const feed = parseJsonFeed(renderFeed(document, 'feed.json'));
    expect(feed).toMatchObject({
      feed_url: 'https://wire.newsroom.example/feeds/topics/transport/feed.json',
      language: 'en',
      authors: [{ name: 'The Ferry Street Fact-Check' }],
    });
    expect(feed.items?.[0]).toMatchObject({
      id,
      title: headline,
      url: 'https://newsroom.example/a?b=1&c=2',
      content_html: entry?.contentHtml,
      authors: [{ name: 'Sam Roe' }, { name: 'Ana & Co' }],
      date_published: '2026-11-20T12:00:00.000Z',
      date_modified: '2026-11-22T15:04:05.000Z',
      language: 'en',
      image: 'https://newsroom.example/toll.jpg',
    });
    expect(JSON.parse(renderFeed(document, 'feed.json'))).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ _rulingwire: entry?.rulingwire }, {}],
    });
  });

  it.each(['rss.xml', 'atom.xml'] as const)('in %s, through another parser', async (format) => {
    const feed = await new RssParser().parseString(renderFeed(document, format));
    expect(feed.items[0]).toMatchObject({
      title: format === 'rss.xml' ? headline : 'No, &lt;b&gt; &amp; &quot;c&quot; are not tripled',
      link: 'https://newsroom.example/a?b=1&c=2',
    });
    expect([feed.items[0]?.guid, feed.items[0]?.['id']]).toContain(id);
    expect(feed.items[0]?.isoDate).toBe('2026-11-20T12:00:00.000Z');
  });

  it('when a feed has no entry', () => {
    const empty = feedDocument('topic#nothing', [], newsroom);
    expect(parseRssFeed(renderFeed(empty, 'rss.xml'))).toMatchObject({
      title: 'The Ferry Street Fact-Check – nothing',
    });
    expect(parseAtomFeed(renderFeed(empty, 'atom.xml'))).toMatchObject({ updated: '1970-01-01T00:00:00.000Z' });
    expect(JSON.parse(renderFeed(empty, 'feed.json'))).toMatchObject({ items: [] });
  });
});
