import { describe, expect, it } from 'vitest';
import { textWordingFor } from '../../shared/domain/text-wording.ts';
import { wordingFor } from '../../shared/domain/wording.ts';

describe('the wire speaks', () => {
  it.each(['es', 'es-MX', 'ES', 'es-419'])('Spanish around a ruling in %s', (language) => {
    expect(wordingFor(language).sources).toBe('Fuentes');
    expect(textWordingFor(language).retraction).toBe('RETRACTADO:');
  });

  it.each(['en', 'en-US', 'ht', 'est', 'ca-ES', 'eu-ES', 'qu-es-x'])('English around a ruling in %s', (language) => {
    expect(wordingFor(language).sources).toBe('Sources');
    expect(textWordingFor(language).retraction).toBe('RETRACTED:');
  });
});
