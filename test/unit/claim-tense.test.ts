import { describe, expect, it } from 'vitest';
import { createClaimIndex } from '../../shared/domain/claim-search.ts';

const matches = (claim: string, text: string, language: string): boolean =>
  createClaimIndex([{ rulingId: 'rul_one', revision: 1, claim, claimant: 'Alex Doe', language }]).match(text) !==
  undefined;

describe('the time of which a claim speaks', () => {
  it.each([
    ['The state closed rural clinics.', 'did the state close rural clinics', true],
    ['The state closed rural clinics.', 'the state has closed rural clinics', true],
    ['The state closed rural clinics.', 'rural clinics were closed by the state', true],
    ['The state closed rural clinics.', 'the state closes rural clinics', false],
    ['The state closed rural clinics.', 'is the state closing rural clinics', false],
    ['The state closed rural clinics.', "the state's closing rural clinics", false],
    ['The state closed rural clinics.', 'will the state close rural clinics', false],
    ['The state closed rural clinics.', 'can the state close rural clinics', false],
    ['The state closed rural clinics.', 'the state would have closed rural clinics', false],
    ['The state closed rural clinics.', 'the state could have closed rural clinics', false],
    ['The state closed rural clinics.', 'the state was going to close rural clinics', false],
    ['The state closes rural clinics.', 'does the state close rural clinics', true],
    ['The state closes rural clinics.', 'is the state closing rural clinics', true],
    ['The state closes rural clinics.', 'did the state close rural clinics', false],
    ['The state will close rural clinics.', 'is the state going to close rural clinics', true],
    ['The state will not close rural clinics.', 'the state is not going to close rural clinics', true],
    ['The state will close rural clinics.', 'the state closed rural clinics', false],
    ['The state can close rural clinics.', 'the state may close rural clinics', false],
    ['The state can close rural clinics.', 'the state closes rural clinics', false],
    ['The state must close rural clinics.', 'the state has to close rural clinics', true],
    ['The state must close rural clinics.', 'the state had to close rural clinics', false],
    ['Rural clinics are poor in doctors.', 'rural clinics were poor in doctors', false],
    ['Rural clinics are poor in doctors.', 'rural clinics have been poor in doctors', false],
    ['The state has few rural clinics.', 'the state had few rural clinics', false],
    ['The salary of nurses is up 12 percent.', 'nurses have a salary up 12 percent', true],
    ['The state cut rural clinics.', 'did the state cut rural clinics', true],
    ['The state does not cut rural clinics.', 'the state did not cut rural clinics', false],
  ])('%s, %s: %s', (claim, text, same) => {
    expect(matches(claim, text, 'en')).toBe(same);
  });

  it.each([
    ['El estado cerró clínicas rurales.', '¿ha cerrado el estado clínicas rurales?', true],
    ['El estado cerró clínicas rurales.', 'el estado cierra clínicas rurales', false],
    ['El estado cerró clínicas rurales.', 'el estado cerrará clínicas rurales', false],
    ['El estado cerró clínicas rurales.', 'el estado cerraría clínicas rurales', false],
    ['El estado cerró clínicas rurales.', 'el estado iba a cerrar clínicas rurales', false],
    ['El estado cerró clínicas rurales.', 'el estado puede cerrar clínicas rurales', false],
    ['El estado cerró clínicas rurales.', 'el estado podría cerrar clínicas rurales', false],
    ['El estado cerrará clínicas rurales.', 'el estado va a cerrar clínicas rurales', true],
    ['El estado cerrará clínicas rurales.', 'el estado cerró clínicas rurales', false],
    ['Las clínicas rurales son caras.', 'las clínicas rurales eran caras', false],
    ['Las clínicas rurales fueron cerradas.', 'las clínicas rurales son cerradas', false],
    ['Las clínicas rurales fueron cerradas.', 'las clínicas rurales serán cerradas', false],
    ['Los inmigrantes no pagan impuestos.', 'los inmigrantes no pagaron impuestos', false],
    ['Los inmigrantes no pagan impuestos.', 'el inmigrante no paga impuestos', true],
  ])('%s, %s: %s', (claim, text, same) => {
    expect(matches(claim, text, 'es')).toBe(same);
  });
});
