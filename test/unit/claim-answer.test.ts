import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../shared/domain/segments.ts';
import { type ClaimAnswer, claimAnswer } from '../../shared/domain/service-text.ts';
import { newsroom } from '../samples/revision.ts';

describe('the answer to a claim', () => {
  const answer: ClaimAnswer = {
    claim: 'The new law doubles every bridge toll in the state.',
    claimant: 'Alex Doe',
    madeOn: '2026-11-17',
    ratingLabel: 'Mostly False',
    link: 'https://wire.newsroom.example/s/abc123',
    language: 'en',
  };
  const said = (differs: Partial<ClaimAnswer> = {}) => claimAnswer(newsroom, { ...answer, ...differs });

  it('quotes the claim that was checked and its day, and rates the claim', () => {
    expect(said()).toBe(
      `Ferry St: Claim by Alex Doe, Nov 17, 2026: "${answer.claim}" Claim rated MOSTLY FALSE. ${answer.link} STOP to end`,
    );
    expect(said({ language: 'es', claim: 'La ley duplica los peajes.' })).toBe(
      `Ferry St: Dicho por Alex Doe, 17 nov 2026: "La ley duplica los peajes." Lo calificamos como MOSTLY FALSE. ${answer.link} STOP para salir`,
    );
    expect(said({ ratingLabel: 'It’s false' })).toContain("Claim rated IT'S FALSE. https");
    expect(said({ madeOn: null })).toMatch(/^Ferry St: Claim by Alex Doe: "The/);
  });

  it('quotes to the letter where that fits, else without the accents that GSM-7 has not, else fewer words', () => {
    expect(said({ claim: 'Subió el peaje.', ratingLabel: 'True', madeOn: null })).toContain('"Subió el peaje."');
    const accented = 'José Peña y Martín Díaz raised the toll on every bridge.';
    expect(segmentsOf(said({ claim: accented }))).toEqual({ segments: 2, encoding: 'GSM-7' });
    expect(said({ claim: accented })).toContain('"José Peña y Martin Diaz raised the toll on every bridge."');
    const cut = said({ claim: `${'word '.repeat(200)}end` });
    expect(cut).toMatch(/: "(word ){20,}word\.\.\." Claim rated MOSTLY FALSE\. https/);
    expect(segmentsOf(cut).segments).toBe(2);
    expect(segmentsOf(cut.replace('word...', 'word word...')).segments).toBe(3);
  });

  it('keeps the accents of a claim that would say something else without them, in three segments at most', () => {
    const claim = 'La gobernadora eliminó el seguro médico de 200,000 niños.';
    const spanish = said({ language: 'es', claim, claimant: 'Anuncio de campaña', ratingLabel: 'Falso' });
    expect(spanish).toContain(`"${claim}" Lo calificamos como FALSO. https`);
    expect(segmentsOf(spanish)).toEqual({ segments: 3, encoding: 'UCS-2' });
    const long = said({ language: 'es', claim: `Eliminó ${'ocho más '.repeat(40)}`, claimant: 'Álvaro', madeOn: null });
    expect(long).toMatch(/"Eliminó (ocho más )+ocho( más)?\.\.\." Lo/);
    expect(segmentsOf(long).segments).toBe(3);
    expect(said({ language: 'pt', claim: `${'avó '.repeat(30)}` })).toContain('avó avó');
  });

  it('drops the accents of names around a claim that has none, before it drops words of the claim', () => {
    const claim = `${'la ley sube el peaje '.repeat(7)}hoy.`;
    const spanish = said({ language: 'es', claim, claimant: 'Martín Díaz', madeOn: null });
    expect(spanish).toContain('Dicho por Martin Diaz: "la ley');
    expect(spanish).toContain('hoy." Lo');
    expect(segmentsOf(spanish)).toEqual({ segments: 2, encoding: 'GSM-7' });
  });

  it('goes past two segments only where six words of the claim would not be left, and never past what Twilio takes', () => {
    const long = 'unabridged'.repeat(6);
    const said6 = said({ claim: Array.from({ length: 9 }, () => long).join(' ') });
    expect(said6).toContain(`"${long} ${long.slice(0, 19)}..."`);
    for (const claim of ['橋'.repeat(2000), `a${'🌉'.repeat(999)}`, 'x'.repeat(2000)]) {
      const text = said({ claim, claimant: '橋'.repeat(200), ratingLabel: '橋'.repeat(60) });
      expect(text.length).toBeLessThan(600);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toMatch(/\.\.\." Claim rated .* STOP to end$/);
    }
  });

  it('is two segments for any claim that GSM-7 has, whoever made it', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...'abcdeñéü'), minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        words,
        fc.string({ unit: 'grapheme', maxLength: 190 }),
        fc.constantFrom('en', 'es'),
        (claim, claimant, language) => {
          const text = said({ claim: claim.join(' '), claimant: `A ${claimant}`, language });
          expect(segmentsOf(text).segments).toBeLessThanOrEqual(2);
          expect(text).toContain(`"${claim[0]}`);
        },
      ),
      { numRuns: 200 },
    );
  });
});
