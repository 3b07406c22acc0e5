import { describe, expect, it } from 'vitest';
import { feedEntry } from '../../shared/domain/feed-entry.ts';
import { listed, newsroom, note, revision } from '../samples/revision.ts';

const entryOf = (differs: Parameters<typeof revision>[0] = {}) => feedEntry(listed(revision(differs)), newsroom);
const headline = revision().content.headline;

describe('feedEntry', () => {
  it('opens with the claim and its verdict in words, then tells the rest in order', () => {
    const { title, contentHtml } = entryOf();
    expect(title).toBe(headline);
    expect(contentHtml).toMatch(
      /^<p>Claim by Alex Doe: “The new law doubles every bridge toll in the state\.” Our rating: False\.<\/p>/,
    );
    const order = [
      'Our rating',
      'One toll rises',
      'We read the bill',
      'toll.jpg',
      'Sam Roe',
      'State Senate',
      'archive.example',
    ];
    const places = order.map((text) => contentHtml.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(contentHtml).toContain('href="https://senate.example/s1234?a=1&amp;b=2"');
  });

  it('keeps its id and its first date over all revisions, and moves its last change', () => {
    const first = entryOf();
    const later = entryOf({ revision: 2, changedAt: '2026-11-22T15:04:05.000Z', notes: [note({})], sequence: 7 });
    expect(first.id).toBe('tag:wire.newsroom.example,2026-11-20:rul_01JD4Z00000000000000000001');
    expect(later).toMatchObject({ id: first.id, published: first.published, updated: '2026-11-22T15:04:05.000Z' });
  });

  it('puts a correction of the rating on top, with the old and the new rating', () => {
    const { title, contentHtml } = entryOf({ notes: [note({ previousRating: 'mostly-false' })] });
    expect(title).toBe(`Corrected: ${headline}`);
    expect(contentHtml).toContain(
      '<p><strong>Correction, <time datetime="2026-11-22T15:04:05.000Z">November 22, 2026</time>:</strong> An earlier version misstated the toll. Our rating changed from Mostly False to False.</p>',
    );
    expect(contentHtml.indexOf('Correction')).toBeLessThan(contentHtml.indexOf('One toll rises'));
  });

  it('tells each change of the rating as it was, though it changed back', () => {
    const { contentHtml } = entryOf({
      notes: [
        note({ previousRating: 'false' }),
        note({ revision: 3, kind: 'update', text: 'In committee.' }),
        note({ revision: 4, previousRating: 'true' }),
      ],
    });
    expect(contentHtml).toContain('Our rating changed from False to True.');
    expect(contentHtml).toContain('Our rating changed from True to False.');
  });

  it('leaves the title alone when a correction or an update left the rating alone, or a status moved', () => {
    expect(entryOf({ notes: [note({})] }).title).toBe(headline);
    expect(entryOf({ notes: [note({ kind: 'status', previousRating: 'stalled' })] }).title).toBe(headline);
  });

  it('shows notices newest first, what the rating stands for, and no note of a minor edit', () => {
    const { contentHtml } = entryOf({
      notes: [
        note({ kind: 'clarification', text: 'Older.' }),
        note({ kind: 'minor', text: 'A comma.' }),
        note({ kind: 'context', text: 'The bill was amended (https://senate.example/a?b=1&c=2).' }),
      ],
    });
    expect(contentHtml.indexOf('amended')).toBeLessThan(contentHtml.indexOf('Older.'));
    expect(contentHtml).not.toContain('A comma.');
    expect(contentHtml).toContain(
      '(<a href="https://senate.example/a?b=1&amp;c=2">https://senate.example/a?b=1&amp;c=2</a>). Our rating stands for what was known on November 20, 2026.',
    );
  });

  it('re-emits a retraction with its note, and without body, rating, summary and image', () => {
    const entry = entryOf({
      status: 'retracted',
      notes: [note({ previousRating: 'true' }), note({ kind: 'retraction', text: 'We mixed up two bills.' })],
    });
    expect(entry.title).toBe(`RETRACTED: ${headline}`);
    expect(entry.contentHtml).toContain('We mixed up two bills.');
    for (const gone of ['We read the bill', 'One toll', 'toll.jpg', 'False', 'Claim by', 'State Senate'])
      expect(entry.contentHtml).not.toContain(gone);
    expect(entry).toMatchObject({ image: null, rulingwire: { status: 'retracted', rating: null } });
    expect(entry.categories.map(({ facet }) => facet)).toEqual(['claimant', 'topic', 'author', 'edition', 'language']);
  });

  it('names its authors, and passes on only an image that may be passed on', () => {
    const image = { url: 'https://newsroom.example/toll.jpg', alt: 'A toll plaza', credit: null, syndicable: false };
    expect(entryOf()).toMatchObject({
      authors: [{ name: 'Sam Roe' }],
      image: { url: 'https://newsroom.example/toll.jpg', alt: 'A toll plaza', credit: 'Sam Roe' },
    });
    const entry = entryOf({ content: { image } });
    expect(entry.image).toBeNull();
    expect(entry.contentHtml).not.toContain('toll.jpg');
    expect(entry.rulingwire.usage.imageAllowed).toBe(false);
  });

  it('escapes every text and speaks the language of the ruling', () => {
    const claim = {
      ...revision().content.claim,
      text: 'a <b> & "c"',
      claimant: { name: '<i>X</i>', slug: 'x', kind: 'person', title: null },
    } as const;
    const { contentHtml } = entryOf({ content: { language: 'es-US', claim, summary: ['<script>'] } });
    expect(contentHtml).toContain(
      '<p>Afirmación de &lt;i&gt;X&lt;/i&gt;: «a &lt;b&gt; &amp; &quot;c&quot;». Nuestra calificación: False.</p>',
    );
    expect(contentHtml).toContain('<li>&lt;script&gt;</li>');
  });

  it('says in data what the rating is, and survives a rating that the settings no longer have', () => {
    expect(entryOf().rulingwire).toMatchObject({ revision: 1, rating: { slug: 'false', label: 'False', value: 2 } });
    expect(entryOf({ content: { rating: 'flip' } }).rulingwire.rating).toEqual({
      slug: 'flip',
      label: 'flip',
      value: null,
    });
  });

  it('is filed under every value of its facets, each with the folder of its feeds', () => {
    const { categories } = entryOf({
      content: { language: 'es-MX', topics: ['transport', 'taxes'], authors: [{ name: 'Ana Paz', slug: 'ana' }] },
    });
    const of = (facet: string, slug: string, label: string, folder: string) => ({
      ...{ facet, slug, label, scheme: `https://wire.newsroom.example/feeds/${folder}` },
    });
    expect(categories).toStrictEqual([
      of('rating', 'false', 'False', 'ratings'),
      of('claimant', 'alex-doe', 'Alex Doe', 'claimants'),
      of('topic', 'transport', 'transport', 'topics'),
      of('topic', 'taxes', 'taxes', 'topics'),
      of('author', 'ana', 'Ana Paz', 'authors'),
      of('edition', 'new-york', 'new-york', 'editions'),
      of('language', 'es-mx', 'es-MX', 'languages'),
    ]);
  });

  it('says in data what may be done with it, and links what it is in other languages', () => {
    const translations = [
      { id: 'rul_01JD4Z00000000000000000002', url: 'https://newsroom.example/es', language: 'es' },
    ] as const;
    const translationOf = 'rul_01JD4Z00000000000000000002';
    const now = revision({ content: { translationOf } });
    const { claimReview, mediaReview, ...data } = feedEntry(listed(now, { translations }), newsroom).rulingwire;
    expect(data).toStrictEqual({
      rulingId: 'rul_01JD4Z00000000000000000001',
      revision: 1,
      status: 'published',
      claim: 'The new law doubles every bridge toll in the state.',
      claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person', title: null },
      scale: 'truth-o-meter',
      rating: { slug: 'false', label: 'False', value: 2 },
      checkedAsOf: '2026-11-20T10:00:00.000Z',
      translationOf,
      translations,
      usage: {
        licence: 'CC BY-ND 4.0',
        creditLine: 'Fact-check by The Ferry Street Fact-Check',
        canonicalUrl: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
        editsAllowed: false,
        imageAllowed: true,
        onRetraction: 'replace',
      },
    });
    expect(claimReview).toMatchObject({ '@type': 'ClaimReview', translationOfWork: { inLanguage: 'es' } });
    expect(mediaReview).toBeNull();
    expect(entryOf({ content: { image: null } }).rulingwire.usage.imageAllowed).toBe(false);
  });

  it('bids farewell without body and image, under its new rating', () => {
    const left = revision({ revision: 2, notes: [note({ previousRating: 'half-true' })] });
    const [stays, leaves] = [false, true].map((farewell) => feedEntry(listed(left, { farewell }), newsroom));
    expect(leaves).toStrictEqual({ ...stays, contentHtml: leaves?.contentHtml, image: null });
    expect(leaves?.contentHtml).toMatch(/This fact-check is now rated “False”:.*ratings\/false\/rss\.xml/);
    for (const gone of ['We read the bill', 'One toll', 'toll.jpg', 'State Senate'])
      expect(leaves?.contentHtml).not.toContain(gone);
    expect(leaves?.title).toBe(`Corrected: ${headline}`);
  });
});
