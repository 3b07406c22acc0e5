import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldToGsm } from '../../shared/domain/gsm-folding.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import { segmentsOf } from '../../shared/domain/segments.ts';
import { correctionText, firstText, retractionText, type TextBody } from '../../shared/domain/text-body.ts';
import { asSentence } from '../../shared/domain/wording.ts';
import { content, newsroom } from '../samples/revision.ts';

/** GSM 03.38's alphabet, each letter a septet, and its extension, each letter two. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

/** Fills segments one after the other; a letter of several units is not parted. */
const filled = (units: readonly number[], single: number, several: number): number => {
  if (units.reduce((sum, unit) => sum + unit, 0) <= single) return 1;
  let [segments, used] = [1, 0];
  for (const unit of units) {
    if (used + unit > several) [segments, used] = [segments + 1, 0];
    used += unit;
  }
  return segments;
};

const counted = (text: string): { segments: number; encoding: string } => {
  const letters = [...text];
  if (!letters.every((letter) => basic.includes(letter) || extension.includes(letter)))
    return {
      segments: filled(
        letters.map(({ length }) => length),
        70,
        67,
      ),
      encoding: 'UCS-2',
    };
  const septets = letters.map((letter) => (extension.includes(letter) ? 2 : 1));
  return { segments: filled(septets, 160, 153), encoding: 'GSM-7' };
};

const letters = fc.constantFrom(...basic.replace(/[\r\n]/g, ''), ...extension);
const wide = fc.constantFrom('á', 'í', '橋', '🌉', '“', '…');
const word = (letter: fc.Arbitrary<string>) =>
  fc.string({ unit: letter, minLength: 1, maxLength: 14 }).filter((text) => !/\s/.test(text));
/** Mostly what GSM-7 has: a text where each is from outside it would prove little of the other. */
const words = fc
  .array(fc.oneof({ weight: 30, arbitrary: word(letters) }, { weight: 1, arbitrary: word(fc.oneof(letters, wide)) }), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })
  .map((all) => all.join(' '));
const ratings = newsroom.ratingScales.flatMap(({ id, ratings }) =>
  ratings.map(({ slug }) => ({ scale: id, rating: slug })),
);

const rulings: fc.Arbitrary<RulingContent> = fc
  .record({
    headline: words,
    claim: words,
    rated: fc.constantFrom(...ratings),
    language: fc.constantFrom('en', 'en-US', 'es', 'es-MX', 'ht'),
  })
  .map(({ headline, claim, rated, language }) => ({
    ...content,
    ...rated,
    headline,
    language,
    claim: { ...content.claim, text: claim },
  }));
const budgets = fc.integer({ min: 1, max: 10 });
const withBudget = (segmentBudget: number) => ({ ...newsroom, texts: { ...newsroom.texts, segmentBudget } });

const link = 'https://wire.newsroom.example/s/7H2K9MQ4';
const ending = ({ language }: RulingContent, sign = ''): string =>
  ` ${link} ${sign}${/^es/.test(language) ? 'STOP para salir' : 'STOP to end'}`;
/** A text's first so many words, as a cut leaves them. */
const cutTo = (text: string, count: number): string => {
  const all = foldToGsm(text).split(' ');
  if (count >= all.length) return all.join(' ');
  const kept = all.slice(0, count).join(' ');
  return `${kept.replace(/[\s,;:.-]+$/, '')}...`;
};
const saidTo = (text: string, count: number): string => asSentence(cutTo(text, count));
const countOf = (text: string): number => text.split(' ').length;
const uncounted = ({ body, ...cost }: TextBody) => expect(cost).toEqual(counted(body));

describe('segments', () => {
  it('are counted as GSM 03.38 fills them, in either encoding', () => {
    const texts = fc.array(fc.oneof({ weight: 40, arbitrary: letters }, { weight: 1, arbitrary: wide }), {
      maxLength: 500,
      size: 'max',
    });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(segmentsOf(text)).toEqual(counted(text));
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('are never more after folding than before', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(letters, wide), maxLength: 200 }), (text) => {
        const folded = foldToGsm(text);
        expect(foldToGsm(folded)).toBe(folded);
        if (!text.includes('…')) expect(segmentsOf(folded).segments).toBeLessThanOrEqual(segmentsOf(text).segments);
      }),
    );
  });
});

describe('a text', () => {
  it('has as many words of the headline as the budget allows, eight at least, and all of verdict, link and STOP', () => {
    fc.assert(
      fc.property(rulings, budgets, (ruling, budget) => {
        const said = firstText(withBudget(budget), ruling, link);
        uncounted(said);
        expect(said.body.startsWith('Ferry St: ')).toBe(true);
        expect(said.body.endsWith(ending(ruling))).toBe(true);
        const all = countOf(ruling.headline);
        const shown = Array.from({ length: all }, (_, at) => all - at).find((count) =>
          said.body.startsWith(`Ferry St: ${saidTo(ruling.headline, count)} `),
        );
        if (shown === undefined) throw new Error('no cut of the headline');
        if (shown < all) {
          const longer = said.body.replace(saidTo(ruling.headline, shown), () => saidTo(ruling.headline, shown + 1));
          expect(segmentsOf(longer).segments).toBeGreaterThan(budget);
          expect(shown).toBeGreaterThanOrEqual(8);
        }
        // a word that is cut away whole, as a colon at the end is, makes two counts read the same
        if (said.segments > budget)
          expect(saidTo(ruling.headline, shown)).toBe(saidTo(ruling.headline, Math.min(8, all)));
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('of a correction or a retraction keeps to the budget or to eight words each of note and claim, with link and STOP', () => {
    const old = fc.constantFrom(...ratings);
    fc.assert(
      fc.property(rulings, old, fc.option(words), budgets, (ruling, { rating }, note, budget) => {
        const room = withBudget(budget);
        const correction = correctionText(room, ruling, { rating }, note, link);
        const retraction = retractionText(room, ruling, note, link);
        for (const said of [correction, retraction]) {
          uncounted(said);
          expect(said.body.endsWith(ending(ruling, '-Ferry St. '))).toBe(true);
          const [, claim = ''] = /"(.*)"[^"]*$/.exec(said.body.slice(0, -ending(ruling).length)) ?? [];
          if (said.segments > budget) expect(said.body).toContain(`"${cutTo(ruling.claim.text, 8)}"`);
          else expect(claim).not.toBe('');
        }
        expect(correction.body).toMatch(/^CORREC(TION|CION): /);
        expect(retraction.body).toMatch(/^RETRA(CTED|CTADO): /);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });
});
