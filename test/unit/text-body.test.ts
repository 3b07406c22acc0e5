import { describe, expect, it, test } from 'vitest';
import { foldToGsm } from '../../shared/domain/gsm-folding.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import { segmentsOf } from '../../shared/domain/segments.ts';
import {
  correctionText,
  digestText,
  firstText,
  retractionText,
  testText,
  updateText,
} from '../../shared/domain/text-body.ts';
import { content, newsroom } from '../samples/revision.ts';

const link = 'https://newsroom.example/rulings/bridge-tolls-not-doubled';
const claim = 'The new law doubles every bridge toll in the state.';
const first = (differs: Partial<RulingContent> = {}, of = newsroom, at = link) =>
  firstText(of, { ...content, ...differs }, at);
const correction = (from: string, note: string | null, differs: Partial<RulingContent> = {}) =>
  correctionText(newsroom, { ...content, ...differs }, { rating: from }, note, link);
const claiming = (text: string): Partial<RulingContent> => ({ claim: { ...content.claim, text } });
const budget = (segmentBudget: number) => ({ ...newsroom, texts: { ...newsroom.texts, segmentBudget } });

describe('the first text', () => {
  it('says who speaks, the headline, and in a sentence of its own what the claim was rated', () => {
    expect(first()).toEqual({
      body: `Ferry St: No, the transit bill does not double every bridge toll. Claim rated FALSE. ${link} STOP to end`,
      segments: 1,
      encoding: 'GSM-7',
    });
  });

  it.each([
    ['flip-o-meter', 'full-flop', 'Position rated FULL FLOP.'],
    ['promise-meter', 'in-the-works', 'Promise rated IN THE WORKS.'],
    ['truth-o-meter', 'pants-on-fire', 'Claim rated PANTS ON FIRE.'],
  ])('on the scale %s names what it rates', (scale, rating, sentence) => {
    expect(first({ scale, rating }).body).toContain(`toll. ${sentence} http`);
  });

  it('keeps a mark that ends the headline already', () => {
    expect(first({ headline: 'Do tolls double? “No!”' }).body).toMatch(
      /^Ferry St: Do tolls double\? "No!" Claim rated/,
    );
  });

  it('speaks Spanish within GSM-7', () => {
    const said = first({ language: 'es-MX', headline: 'No, la ley no duplica el peaje de ningun puente' });
    expect(said.body).toBe(
      `Ferry St: No, la ley no duplica el peaje de ningun puente. Calificamos la frase como FALSE. ${link} STOP para salir`,
    );
    expect(said.encoding).toBe('GSM-7');
  });

  it('writes typographic marks as GSM-7 has them, in the newsroom’s own names too', () => {
    const ratingScales = newsroom.ratingScales.map((scale) => ({
      ...scale,
      ratings: scale.ratings.map((rating) => ({ ...rating, label: `It’s ${rating.label}` })),
    }));
    const said = first(
      { headline: '“Tolls” – it’s said… – don’t\u00a0double' },
      { ...newsroom, shortName: 'St. Anne’s', ratingScales },
    );
    expect(said.body).toMatch(/^St\. Anne's: "Tolls" - it's said\.\.\. - don't double\. Claim rated IT'S FALSE\. /);
    expect(said.encoding).toBe('GSM-7');
  });

  it('takes 70 characters a segment for one emoji or one accented letter, and none for ñ, é or ü', () => {
    const long = (letter: string) => first({ headline: `Tolls do not double ${letter}` });
    for (const letter of ['🌉', 'á', 'ó']) expect(long(letter)).toMatchObject({ encoding: 'UCS-2', segments: 2 });
    for (const letter of ['ñ', 'é', 'ü']) expect(long(letter)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  it('is cut at a word when it is over the budget, and never in the verdict, the link or STOP', () => {
    const headline = Array.from({ length: 30 }, (_, at) => `word${at},`).join(' ');
    expect(first({ headline }, budget(1)).body).toBe(
      `Ferry St: word0, word1, word2, word3, word4, word5, word6, word7... Claim rated FALSE. ${link} STOP to end`,
    );
    const two = first({ headline }, budget(2));
    expect(two.segments).toBe(2);
    expect(two.body).toMatch(/ word25, word26\.\.\. Claim rated FALSE\. https\S+-not-doubled STOP to end$/);
  });

  it('goes over the budget rather than say fewer than eight words of the headline', () => {
    const headline = Array.from({ length: 12 }, (_, at) => `${'unabridged'.repeat(2)}${at}`).join(' ');
    const said = first({ headline }, budget(1));
    expect(said.segments).toBe(2);
    expect(said.body.split('...')[0]?.split(' ').slice(2)).toHaveLength(8);
  });

  it('keeps a headline of eight words or fewer whole, whatever it costs', () => {
    const headline = Array.from({ length: 8 }, (_, at) => `${'unabridged'.repeat(2)}${at}`).join(' ');
    const said = first({ headline }, budget(1));
    expect(said.segments).toBe(2);
    expect(said.body).toContain(`Ferry St: ${headline}. Claim rated`);
  });

  it('drops whatever marks stand before the cut', () => {
    const headline = `Tolls rise, fares rise, all rents rise, – ${'unabridged'.repeat(9)} prices`;
    expect(first({ headline }, budget(1)).body).toContain(
      'Ferry St: Tolls rise, fares rise, all rents rise... Claim rated',
    );
  });

  it('speaks of a claim, and of the rating by its slug, where the newsroom gave up the scale', () => {
    expect(first({ scale: 'old-meter', rating: 'given-up' }).body).toContain('toll. Claim rated GIVEN-UP. http');
  });

  it.each([
    ['a headline of marks that folding makes longer', { headline: '…'.repeat(300) }],
    ['no space in it', { ...claiming('橋'.repeat(2000)), headline: '橋'.repeat(300) }],
    ['emoji only', { ...claiming(`a${'🌉'.repeat(999)}`), headline: `a${'🌉'.repeat(149)}` }],
  ])('is no longer than Twilio takes, nor are those that follow, with %s', (_, differs) => {
    const said = [
      first(differs),
      correction('true', 'x', differs),
      correction('false', '…'.repeat(1000), differs),
      retractionText(newsroom, { ...content, ...differs }, '橋'.repeat(2000), link),
    ];
    for (const { body } of said) {
      expect(body.length).toBeLessThanOrEqual(1600);
      expect(body).toMatch(/ STOP to end$/);
      expect(body.isWellFormed()).toBe(true);
    }
  });

  it('is cut within a word only where it must be', () => {
    const long = `https://newsroom.example/s/${'a'.repeat(973)}`;
    const length = (letters: number) =>
      first({ headline: '…'.repeat(150) + 'a'.repeat(letters) }, newsroom, long).body.length;
    const spare = 1600 - length(1);
    expect(length(1 + spare)).toBe(1600);
    expect(length(2 + spare)).toBeLessThan(1200);
  });

  it('is made in any language tag that the wire takes, though no locale has it', () => {
    expect(first({ language: 'en-US-US' }).body).toContain('Claim rated FALSE.');
    expect(first({ language: 'tr', rating: 'pants-on-fire' })).toMatchObject({ encoding: 'GSM-7' });
  });
});

describe('an editor’s own text', () => {
  it('replaces the composed one as it is, typographic marks aside, whatever it costs', () => {
    const textBody = `Tolls: it’s ${'long '.repeat(100)}`.trim();
    expect(first({ textBody }, budget(1))).toEqual({
      body: textBody.replace('’', "'"),
      segments: 4,
      encoding: 'GSM-7',
    });
    expect(correction('true', 'note', { textBody }).body).toBe(textBody.replace('’', "'"));
  });

  it('is not lengthened past what Twilio takes', () => {
    const text = (length: number) => `${'a'.repeat(length - 1)}…`;
    expect(first({ textBody: text(1598) }).body).toBe(`${'a'.repeat(1597)}...`);
    expect(first({ textBody: text(1599) }).body).toBe(text(1599));
  });

  it('does not speak for a retraction', () => {
    expect(retractionText(newsroom, { ...content, textBody: 'Mine.' }, null, link).body).not.toContain('Mine.');
  });
});

describe('a correction', () => {
  it('says of the claim what its rating was and is', () => {
    expect(correction('mostly-false', 'We erred.').body).toBe(
      `CORRECTION: Claim "${claim}" was rated MOSTLY FALSE, now FALSE. ${link} -Ferry St. STOP to end`,
    );
    expect(correction('no-flip', null, { scale: 'flip-o-meter', rating: 'full-flop', language: 'es' }).body).toBe(
      `CORRECCION: Calificamos la postura "${claim}" como NO FLIP; ahora, como FULL FLOP. ${link} -Ferry St. STOP para salir`,
    );
  });

  it('says what was wrong, and that the rating stands, where the rating did not change', () => {
    expect(correction('false', 'The toll rises by 12 percent, not 21').body).toBe(
      `CORRECTION: The toll rises by 12 percent, not 21. Claim "${claim}" is still rated FALSE. ${link} -Ferry St. STOP to end`,
    );
    expect(correction('false', null).body).toMatch(/^CORRECTION: Claim "The new law/);
  });

  it('is one line, whatever lines the note has', () => {
    expect(correction('false', 'We erred.\n\nTwice').body).toMatch(/^CORRECTION: We erred\. Twice\. Claim "/);
  });

  it('cuts within a word what no word can be cut from, between characters, and nothing of what is short enough', () => {
    const said = (note: string, of: string) => correction('false', note, claiming(of)).body;
    const short = 'c'.repeat(120);
    expect(said('橋'.repeat(1600), short)).toBe(
      `CORRECTION: ${'橋'.repeat(120)}... Claim "${short}" is still rated FALSE. ${link} -Ferry St. STOP to end`,
    );
    expect(said(`a${'🌉'.repeat(800)}`, `${short}c`)).toBe(
      `CORRECTION: a${'🌉'.repeat(59)}... Claim "${short}..." is still rated FALSE. ${link} -Ferry St. STOP to end`,
    );
  });

  it('shortens the note before the claim', () => {
    const said = correction('false', 'very '.repeat(80).trim());
    expect(said.segments).toBe(2);
    expect(said.body).toMatch(/^CORRECTION: very .* very\.\.\. Claim "/);
    expect(said.body).toContain(`"${claim}"`);
    const both = correction('false', 'very '.repeat(80).trim(), claiming('word '.repeat(80).trim()));
    expect(both.body).toMatch(
      /^CORRECTION: (very ){7}very\.\.\. Claim "(word )+word\.\.\." is still rated FALSE\. https/,
    );
  });
});

test('a retraction says what is withdrawn and why, and names no rating', () => {
  expect(retractionText(newsroom, content, 'We mixed up two bills', link).body).toBe(
    `RETRACTED: We withdraw our fact-check of: "${claim}" We mixed up two bills. ${link} -Ferry St. STOP to end`,
  );
  expect(retractionText(newsroom, { ...content, ...claiming('Tolls double') }, null, link).body).toBe(
    `RETRACTED: We withdraw our fact-check of: "Tolls double". ${link} -Ferry St. STOP to end`,
  );
  const spanish = retractionText(newsroom, { ...content, language: 'es' }, null, link).body;
  expect(spanish).toMatch(/^RETRACTADO: Retiramos lo que dijimos de: "The new law/);
  for (const rating of ['FALSE', 'False']) expect(spanish).not.toContain(rating);
});

describe('an update', () => {
  const update = (from: string, note: string | null, differs: Partial<RulingContent> = {}) =>
    updateText(newsroom, { ...content, ...differs }, { rating: from }, note, link).body;

  it('says what became known, and what the rating is or has become', () => {
    expect(update('false', 'The senate passed the bill')).toBe(
      `UPDATE: The senate passed the bill. Claim "${claim}" is still rated FALSE. ${link} -Ferry St. STOP to end`,
    );
    const promise = { scale: 'promise-meter', rating: 'promise-kept', language: 'es' };
    expect(update('in-the-works', null, promise)).toBe(
      `NOVEDAD: Calificamos la promesa "${claim}" como IN THE WORKS; ahora, como PROMISE KEPT. ${link} -Ferry St. STOP para salir`,
    );
  });

  it('is in the editor’s own words where there are some', () => {
    expect(update('false', 'x', { textBody: 'Mine.' })).toBe('Mine.');
  });
});

test('a test text is the first text with a mark in front', () => {
  expect(testText(newsroom, content, link).body).toBe(`TEST: ${first().body}`);
  expect(testText(newsroom, { ...content, language: 'es' }, link).body).toMatch(/^PRUEBA: Ferry St: /);
});

describe('a digest', () => {
  const item = (headline: string, rating = 'false') => ({
    headline,
    rating,
    scale: 'truth-o-meter',
    link: 'https://x.example/s/1',
  });

  it('numbers its rulings, each with its verdict and its link', () => {
    expect(digestText(newsroom, [item('Tolls do not double'), item('“Rents” fell', 'true')], 'en')).toEqual({
      body:
        'Ferry St, 2 fact-checks: 1. Tolls do not double. Claim rated FALSE. https://x.example/s/1 ' +
        '2. "Rents" fell. Claim rated TRUE. https://x.example/s/1 STOP to end',
      segments: 1,
      encoding: 'GSM-7',
      named: 2,
    });
    expect(digestText(newsroom, [item('Uno')], 'es-MX').body).toMatch(
      /^Ferry St, 1 verificacion: 1\. Uno\. Calificamos la frase como FALSE\. \S+ STOP para salir$/,
    );
  });

  it('shortens headlines, and then counts the last rulings, until it fits its budget', () => {
    const long = (count: number) => Array.from({ length: count }, (_, at) => item(`${'word '.repeat(30)}${at}`));
    const three = digestText(newsroom, long(3), 'en');
    expect(three.segments).toBeLessThanOrEqual(newsroom.texts.digestSegmentBudget);
    expect(three.body).toMatch(/1\. (word ){9,}word\.\.\. Claim/);
    expect(three.body).not.toContain('more on our page');
    const twelve = digestText(newsroom, long(12), 'en');
    expect(twelve.segments).toBeLessThanOrEqual(newsroom.texts.digestSegmentBudget);
    const [, more] = /And (\d+) more on our page\. STOP to end$/.exec(twelve.body) ?? [];
    const named = [...twelve.body.matchAll(/ \d+\. word/g)].length;
    expect([named, named + Number(more)]).toEqual([twelve.named, 12]);
  });
});

test('words that fit are not cut, though fewer of them and an ellipsis would not', () => {
  const corrected = (of: string) =>
    correctionText(
      budget(1),
      { ...content, ...claiming(of) },
      { rating: 'true' },
      null,
      'https://newsroom.example/fares',
    );
  const padded = (letters: number) => `${'e'.repeat(letters)} bus ride in the city is free under B`;
  const spare = 160 - corrected(padded(1)).body.length;
  const fits = corrected(padded(1 + spare));
  expect(fits.body).toContain(`"${padded(1 + spare)}"`);
  expect([fits.body.length, fits.segments]).toEqual([160, 1]);
  expect(corrected(padded(2 + spare)).body).toContain('bus ride in the city is free..."');
});

describe('segments', () => {
  it.each([
    ['a'.repeat(160), 1, 'GSM-7'],
    ['a'.repeat(161), 2, 'GSM-7'],
    [`${'a'.repeat(158)}€`, 1, 'GSM-7'],
    [`${'a'.repeat(159)}€`, 2, 'GSM-7'],
    ['a'.repeat(306), 2, 'GSM-7'],
    // a euro sign is two septets, which are not parted: one septet of the first segment stays empty
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3, 'GSM-7'],
    ['á'.repeat(70), 1, 'UCS-2'],
    ['á'.repeat(71), 2, 'UCS-2'],
    [`${'á'.repeat(66)}🌉${'á'.repeat(66)}`, 3, 'UCS-2'],
  ])('are counted as the network counts them (%#)', (text, segments, encoding) => {
    expect(segmentsOf(text)).toEqual({ segments, encoding });
  });

  it('folds quotes, dashes, ellipses and spaces, and no letter', () => {
    expect(foldToGsm('‘a’ “b” «c» d–e—f−g… h\u00a0i\u202fj\u200bk\ufeff')).toBe(`'a' "b" "c" d-e-f-g... h i jk`);
    expect(foldToGsm('áéíóúñ ¿¡ €')).toBe('áéíóúñ ¿¡ €');
  });
});
