import { describe, expect, it } from 'vitest';
import { farewellBody, feedEntryBody } from '../../shared/domain/feed-entry-body.ts';
import { feedEntrySummary } from '../../shared/domain/feed-entry-summary.ts';
import type { Note } from '../../shared/domain/ruling.ts';
import { content, newsroom, note, revision } from '../samples/revision.ts';

const day = (of: number): string => `2026-11-${of}T15:04:05.000Z`;
const time = (of: number): string => `<time datetime="${day(of)}">November ${of}, 2026</time>`;
const noted = (kind: Note['kind'], of: number, differs: Partial<Note> = {}): Note =>
  note({ kind, revision: of, at: day(of), text: `Note of day ${of}.`, ...differs });
const body = (differs: Parameters<typeof revision>[0] = {}): string[] =>
  feedEntryBody(revision(differs), newsroom).split('\n');
const verdict = '<p>Claim by Alex Doe: “The new law doubles every bridge toll in the state.” Our rating: False.</p>';
const bare = { summary: [], bodyHtml: '', image: null, sources: [] };

describe('the body of an entry', () => {
  it('with everything in it', () => {
    const notes = [
      noted('clarification', 21),
      noted('minor', 22),
      noted('correction', 23, { previousRating: 'half-true' }),
      noted('update', 24),
      noted('correction', 25),
      noted('context', 26),
      noted('status', 27),
    ];
    expect(body({ notes })).toEqual([
      `<p><strong>What became known later, ${time(26)}:</strong> Note of day 26. Our rating stands for what was known on November 20, 2026.</p>`,
      `<p><strong>Correction, ${time(23)}:</strong> Note of day 23. Our rating changed from Half True to False.</p>`,
      verdict,
      `<p><strong>New status, ${time(27)}:</strong> Note of day 27.</p>`,
      `<p><strong>Correction, ${time(25)}:</strong> Note of day 25.</p>`,
      `<p><strong>Update, ${time(24)}:</strong> Note of day 24.</p>`,
      `<p><strong>Clarification, ${time(21)}:</strong> Note of day 21.</p>`,
      '<ul><li>One toll rises by 12 percent.</li><li>The other six do not change.</li></ul>',
      '<p>We read the bill.</p>',
      '<figure><img src="https://newsroom.example/toll.jpg" alt="A toll plaza"><figcaption>Image: Sam Roe</figcaption></figure>',
      '<h2>Sources</h2>',
      '<ul><li>State Senate, <a href="https://senate.example/s1234?a=1&amp;b=2">Bill S1234, fiscal note</a>, October 2, 2026 (<a href="https://archive.example/s1234">archived copy</a>)</li></ul>',
    ]);
  });

  it('with nothing but the claim and its verdict', () => {
    expect(body({ content: bare })).toEqual([verdict]);
  });

  it('leaves out what an image or a source does not have', () => {
    const image = { url: 'https://newsroom.example/toll.jpg', alt: '', credit: null, syndicable: true };
    const source = { outlet: null, title: 'A <b>', url: 'https://a.example/', archiveUrl: null, publishedOn: null };
    expect(body({ content: { ...bare, image, sources: [source] } })).toEqual([
      verdict,
      '<figure><img src="https://newsroom.example/toll.jpg" alt=""></figure>',
      '<h2>Sources</h2>',
      '<ul><li><a href="https://a.example/">A &lt;b&gt;</a></li></ul>',
    ]);
    expect(body({ content: { ...bare, image: { ...image, syndicable: false } } })).toEqual([verdict]);
  });

  it('does not say how long a rating stood where nobody said when it was checked', () => {
    expect(body({ content: { ...bare, checkedAsOf: null }, notes: [noted('context', 26)] })).toEqual([
      `<p><strong>What became known later, ${time(26)}:</strong> Note of day 26.</p>`,
      verdict,
    ]);
  });

  it('tells of a status what it was before, after the verdict', () => {
    const notes = [noted('status', 26, { previousRating: 'stalled' })];
    expect(body({ content: { ...bare, rating: 'promise-kept' }, notes })).toEqual([
      verdict.replace('False', 'Promise Kept'),
      `<p><strong>New status, ${time(26)}:</strong> Note of day 26. Our rating changed from Stalled to Promise Kept.</p>`,
    ]);
  });

  it('lets a URL in a note be followed, without what ends the sentence', () => {
    const textOf = (text: string) =>
      body({ content: bare, notes: [noted('update', 21, { text })] })[1]?.replace(/^.*<\/strong> |<\/p>$/g, '');
    const link = (url: string) => `<a href="${url}">${url}</a>`;
    expect(textOf('See http://a.example/b.')).toBe(`See ${link('http://a.example/b')}.`);
    expect(textOf('(https://a.example/b), “https://c.example?d=1&e=2”!')).toBe(
      `(${link('https://a.example/b')}), “${link('https://c.example?d=1&amp;e=2')}”!`,
    );
    expect(textOf('<https://a.example> https://b.example/…')).toBe(
      `&lt;${link('https://a.example')}&gt; ${link('https://b.example/…')}`,
    );
    expect(textOf('ftp://a.example, httpss://b, https:// and "q"')).toBe(
      'ftp://a.example, httpss://b, https:// and &quot;q&quot;',
    );
  });

  it('of a retracted ruling is the notice of its retraction alone', () => {
    const notes = [
      noted('context', 21),
      noted('correction', 22, { previousRating: 'true' }),
      noted('retraction', 23, { text: 'We mixed up <two> bills.' }),
    ];
    expect(body({ status: 'retracted', notes })).toEqual([
      '<p>We have withdrawn this ruling.</p>',
      `<p><strong>Retracted, ${time(23)}:</strong> We mixed up &lt;two&gt; bills.</p>`,
    ]);
  });

  it('speaks the language of the ruling', () => {
    const differs = { language: 'es-MX', summary: [], bodyHtml: '' };
    expect(body({ content: differs, notes: [noted('correction', 23, { previousRating: 'true' })] })).toEqual([
      `<p><strong>Corrección, <time datetime="${day(23)}">23 de noviembre de 2026</time>:</strong> Note of day 23. Nuestra calificación pasó de True a False.</p>`,
      '<p>Afirmación de Alex Doe: «The new law doubles every bridge toll in the state.» Nuestra calificación: False.</p>',
      expect.stringContaining('<figcaption>Imagen: Sam Roe</figcaption>'),
      '<h2>Fuentes</h2>',
      expect.stringContaining('2 de octubre de 2026 (<a href="https://archive.example/s1234">copia archivada</a>)'),
    ]);
  });
});

describe('a farewell', () => {
  const farewell = (differs: Parameters<typeof revision>[0]) => farewellBody(revision(differs), newsroom).split('\n');

  it('tells what changed with that revision, what the rating is now and where it is to be found', () => {
    const notes = [
      noted('context', 21),
      noted('correction', 22, { previousRating: 'half-true' }),
      noted('clarification', 23),
    ];
    expect(farewell({ revision: 22, notes })).toEqual([
      `<p><strong>Correction, ${time(22)}:</strong> Note of day 22. Our rating changed from Half True to False.</p>`,
      verdict,
      '<p>This fact-check is now rated “False”: <a href="https://newsroom.example/rulings/bridge-tolls-not-doubled">No, the transit bill does not double every bridge toll</a> (<a href="https://wire.newsroom.example/feeds/ratings/false/rss.xml">feed of that rating</a>)</p>',
    ]);
  });

  it('of a change without words, or of a minor one, says only what the rating is now', () => {
    for (const notes of [[], [noted('minor', 22)], [noted('update', 21)]]) {
      const [first, last, ...more] = farewell({ revision: 22, notes, content: { rating: 'stalled' } });
      expect(first).toBe(verdict.replace('False', 'Stalled'));
      expect(last).toContain('<p>This fact-check is now rated “Stalled”: <a href=');
      expect(more).toEqual([]);
    }
  });

  it('of a retracted ruling tells of the retraction', () => {
    const notes = [noted('retraction', 23)];
    const retracted: Parameters<typeof revision>[0] = { status: 'retracted', revision: 23, notes };
    expect(farewell(retracted)).toEqual(body(retracted));
    expect(farewell(retracted)).toEqual([
      '<p>We have withdrawn this ruling.</p>',
      `<p><strong>Retracted, ${time(23)}:</strong> Note of day 23.</p>`,
    ]);
  });

  it('escapes a headline, and speaks the language of the ruling', () => {
    const last = farewell({ content: { headline: '“No” <b>', language: 'es' } }).at(-1);
    expect(last).toBe(
      '<p>Esta verificación tiene ahora la calificación «False»: <a href="https://newsroom.example/rulings/bridge-tolls-not-doubled">“No” &lt;b&gt;</a> (<a href="https://wire.newsroom.example/feeds/ratings/false/rss.xml">canal de esa calificación</a>)</p>',
    );
  });
});

describe('the summary of an entry', () => {
  const summary = (differs: Parameters<typeof revision>[0] = {}) => feedEntrySummary(revision(differs), newsroom);
  const claimed = 'Claim by Alex Doe: “The new law doubles every bridge toll in the state.” Our rating: False.';

  it('is the claim with its verdict and then the points, each a sentence', () => {
    expect(summary({ content: { summary: ['One toll rises', 'Why?', 'He said “no.”'] } })).toBe(
      `${claimed} One toll rises. Why? He said “no.”`,
    );
    expect(summary({ content: { summary: [] } })).toBe(claimed);
  });

  it('opens with the last error of ours, and with nothing else that was noted', () => {
    const notes = [noted('correction', 21), noted('correction', 22, { text: 'A name was wrong' }), noted('update', 23)];
    expect(summary({ notes, content: { summary: [] } })).toBe(`Correction: A name was wrong. ${claimed}`);
    for (const kind of ['update', 'minor', 'clarification', 'context', 'status'] as const)
      expect(summary({ notes: [noted(kind, 21)], content: { summary: [] } }), kind).toBe(claimed);
  });

  it('of a retracted ruling has neither claim nor verdict', () => {
    const notes = [noted('correction', 21), noted('retraction', 22)];
    expect(summary({ status: 'retracted', notes })).toBe('We have withdrawn this ruling. Retracted: Note of day 22.');
    expect(summary({ status: 'retracted' })).toBe('We have withdrawn this ruling.');
    expect(summary({ status: 'retracted', notes, content: { language: 'es' } })).toBe(
      'Hemos retirado esta verificación. Retractado: Note of day 22.',
    );
  });

  it('quotes the claim to the letter, as plain text', () => {
    const claim = { ...content.claim, text: 'Is a < b & "c"?' };
    expect(summary({ content: { claim, summary: [] } })).toBe(
      'Claim by Alex Doe: “Is a < b & "c"?” Our rating: False.',
    );
  });
});
