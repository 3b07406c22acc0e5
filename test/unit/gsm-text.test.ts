import { describe, expect, it } from 'vitest';
import { countSeptets, cutToSeptets, spellInGsm } from '../../shared/domain/gsm-text.ts';

describe('spelling', () => {
  it('counts septets as the network does', () => {
    expect([countSeptets('aé'), countSeptets('a€'), countSeptets('á'), countSeptets('')]).toEqual([2, 3, undefined, 0]);
  });

  it('keeps what GSM-7 has, and writes the rest as near as it can', () => {
    expect(spellInGsm('  Ñandú “é” ﬃ… 橋\n x\u0301y ')).toBe('Ñandu "é" ffi... xy');
    expect(spellInGsm('n\u0303')).toBe('ñ');
  });

  it('cuts at a word, or within the first', () => {
    expect(cutToSeptets('one two three', 13)).toBe('one two three');
    expect(cutToSeptets('one two three', 12)).toBe('one two');
    expect(cutToSeptets('three', 2)).toBe('th');
    expect(cutToSeptets('€€€', 5)).toBe('€€');
    expect(cutToSeptets('Díaz y Peña', 8)).toBe('Díaz y');
    expect(cutToSeptets('橋橋🌉', 3)).toBe('橋橋');
  });
});
