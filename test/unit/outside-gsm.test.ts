import { expect, test } from 'vitest';
import { outsideGsm, segmentsOf } from '../../shared/domain/segments.ts';

test('the characters that GSM-7 has not are named, each once, in the order in which they come', () => {
  expect(outsideGsm('Fáctico: sí, más “claro” y sí')).toEqual(['á', 'í', '“', '”']);
  expect(outsideGsm('A 🚨 and a 🚨')).toEqual(['🚨']);
});

test('none is outside what GSM-7 has, its extension included', () => {
  expect(outsideGsm('')).toEqual([]);
  expect(outsideGsm('ñ Ñ é ü ¿ ¡ @ $ € [a] {b} ^ ~ | \\')).toEqual([]);
});

test('a text is UCS-2 for just as long as one of them is in it', () => {
  for (const text of ['plain', 'é', 'á', 'sí', 'ñ €', '“quoted”', '日本'])
    expect(segmentsOf(text).encoding, text).toBe(outsideGsm(text).length > 0 ? 'UCS-2' : 'GSM-7');
});
