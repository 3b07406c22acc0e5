import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ClaimIndex, createClaimIndex, type IndexedClaim } from '../../shared/domain/claim-search.ts';
import type { RulingId } from '../../shared/domain/ids.ts';
import { newsroom } from '../samples/revision.ts';

const labelledClaim = z.strictObject({
  id: z.string(),
  ...{ language: z.enum(['en', 'es']), rating: z.string(), claimant: z.string(), madeOn: z.iso.date() },
  ...{ claim: z.string(), headline: z.string() },
});
const read = (name: string): string => readFileSync(new URL(`../labelled/${name}`, import.meta.url), 'utf8');
const labelled = z.array(labelledClaim).parse(JSON.parse(read('claims.json')));

/** The labels' short names stand for ids. */
const idOf = (name: string): RulingId => `rul_${name}`;
const indexed = labelled.map((one): IndexedClaim => ({ ...one, rulingId: idOf(one.id), revision: 1 }));
const lines = read('claims.tsv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line, at) => {
    const [expected = '', kind = '', query = ''] = line.split('\t');
    return { line: at + 2, expected: expected === '-' ? undefined : idOf(expected), kind, query };
  });

/** Each line by how it ended: answered rightly or wrongly, or silent though there is a ruling. */
const resultsOf = (index: ClaimIndex, some: typeof lines) => {
  const told = some.map((one) => ({ ...one, got: index.match(one.query)?.rulingId }));
  return {
    right: told.filter(({ expected, got }) => got !== undefined && got === expected).length,
    wrong: told
      .filter(({ expected, got }) => got !== undefined && got !== expected)
      .map(({ line, got }) => [line, got]),
    missed: told.filter(({ expected, got }) => expected !== undefined && got === undefined).map(({ line }) => line),
  };
};

describe('the labelled texts', () => {
  const index = createClaimIndex(indexed);

  it('is a set to judge by: enough of it, and sound', () => {
    expect(labelled.length).toBeGreaterThanOrEqual(60);
    expect(new Set(labelled.map(({ id }) => id)).size).toBe(labelled.length);
    expect(lines.length).toBeGreaterThanOrEqual(250);
    expect(lines.filter(({ expected }) => !expected).length).toBeGreaterThanOrEqual(100);
    expect(new Set(lines.map(({ query }) => query)).size).toBe(lines.length);
    const known = new Set(indexed.map(({ rulingId }) => rulingId));
    expect(lines.filter(({ expected }) => expected && !known.has(expected))).toEqual([]);
    const ratings = new Set(newsroom.ratingScales.flatMap((scale) => scale.ratings.map(({ slug }) => slug)));
    expect(labelled.filter(({ rating }) => !ratings.has(rating))).toEqual([]);
  });

  // From line 400 on the texts were made after the rules, to break them: where they did, the rules were mended.
  // precision is 1: a wrong answer that is let pass would stand in `wrong`, by its line
  it('is answered rightly or not at all, in the half that the rules were made on', () => {
    const odd = resultsOf(
      index,
      lines.filter(({ line }) => line % 2 === 0),
    );
    expect(odd).toEqual({ right: 107, wrong: [], missed: [42, 202, 400, 408, 424, 428, 464, 602, 626] });
  });

  it('and in the other half', () => {
    const even = resultsOf(
      index,
      lines.filter(({ line }) => line % 2 === 1),
    );
    expect(even).toEqual({ right: 107, wrong: [], missed: [31, 231, 447, 505, 575, 595, 599, 629] });
  });

  it('does not depend on the order in which claims came', () => {
    const turned = createClaimIndex([...indexed].reverse());
    for (const { query } of lines) expect(turned.match(query), query).toEqual(index.match(query));
  });

  it('answers with a ruling whose claim is sent to the letter, unless another has the same', () => {
    // and unless it says "I", which could be anybody
    const silent = new Set(['bridge-2023', 'bridge-2025', 'vale-money', 'vale-jobs'].map(idOf));
    for (const { rulingId, claim } of indexed)
      expect(index.match(claim)?.rulingId, claim).toBe(silent.has(rulingId) ? undefined : rulingId);
  });
});

const claimOf = (claim: string, differs: Partial<IndexedClaim> = {}): IndexedClaim => ({
  ...{ rulingId: 'rul_one', revision: 1, headline: 'What we found', claim, claimant: 'Alex Doe', language: 'en' },
  ...differs,
});
const matches = (claim: string, text: string, differs: Partial<IndexedClaim> = {}): boolean =>
  createClaimIndex([claimOf(claim, differs)]).match(text) !== undefined;

describe('negation', () => {
  const sent = 'The county sent letters to voters abroad.';
  const unsent = 'The county did not send letters to voters abroad.';

  it.each([
    'the county did not send letters to voters abroad',
    "the county didn't send letters to voters abroad",
    'the county didnt send letters to voters abroad',
    'the county never sent letters to voters abroad',
    'the county sent no letters to voters abroad',
    'it is false that the county sent letters to voters abroad',
    'untrue: the county sent letters to voters abroad',
    'nobody in the county sent letters to voters abroad',
    "Didn't the county send letters to voters abroad?",
    'the county refused to send letters to voters abroad',
  ])('%s: is not what "sent" says', (text) => {
    expect(matches(sent, text)).toBe(false);
  });

  it.each([
    'the county did not send letters to voters abroad',
    'the county didnt send letters to voters abroad',
    'the county never sent letters to voters abroad?',
    'is it true that the county has never sent letters to voters abroad',
  ])('%s: is what "did not send" says', (text) => {
    expect(matches(unsent, text)).toBe(true);
  });

  it('is not undone by another', () => {
    expect(matches(unsent, 'it is not true that the county did not send letters to voters abroad')).toBe(false);
    expect(matches(sent, 'it is false that the county did not send letters to voters abroad')).toBe(false);
  });

  it('in a question that denies is nobody knows what', () => {
    expect(matches('They did not send letters to voters abroad.', "Didn't they send letters to voters abroad?")).toBe(
      false,
    );
    expect(matches(sent, "Isn't it true that the county sent letters to voters abroad?")).toBe(true);
  });

  it('belongs to the word that it stands before', () => {
    const claim = 'The county funded a bridge that was never built.';
    expect(matches(claim, 'the county funded a bridge that was never built')).toBe(true);
    expect(matches(claim, 'the county never funded a bridge that was built')).toBe(false);
  });

  it('is one in Spanish where it agrees with itself, and two in two clauses', () => {
    const claim = 'El condado no envió ninguna carta a los votantes.';
    const es = { language: 'es' };
    expect(matches(claim, 'el condado no envio ninguna carta a los votantes', es)).toBe(true);
    expect(matches(claim, 'el condado nunca envió cartas a los votantes', es)).toBe(true);
    expect(matches(claim, 'el condado envió cartas a los votantes', es)).toBe(false);
    expect(matches(claim, 'es falso que el condado no envió ninguna carta a los votantes', es)).toBe(false);
    expect(matches('El condado envió cartas a los votantes.', 'el condado jamás envió cartas a los votantes', es)).toBe(
      false,
    );
  });

  it('is not read off the headline', () => {
    const headline = { headline: 'No, the county did not send letters to voters abroad' };
    expect(matches(sent, 'the county sent letters to voters abroad', headline)).toBe(true);
    expect(matches(sent, 'the county did not send letters to voters abroad', headline)).toBe(false);
  });
});

describe('numbers', () => {
  const claim = 'The bridge cost the county 1.5 million dollars.';
  it.each(['1.5 million', '$1.5 million', '1,500,000 dollars', '1.5m', 'one and a half million', '1500000'])(
    'are the same as %s',
    (number) => expect(matches(claim, `the bridge cost the county ${number}`)).toBe(true),
  );
  it.each(['1.5 billion', '15 million', '1.4 million', '1.5 percent', 'more than 1.5 million', '1,5 million less'])(
    'are others than %s',
    (number) => expect(matches(claim, `the bridge cost the county ${number}`)).toBe(false),
  );
  it.each([
    ['Los puentes costaron 200.000 dólares al condado.', 'los puentes costaron 200,000 dolares al condado', true],
    ['Los puentes costaron 200.000 dólares al condado.', 'los puentes costaron doscientos mil al condado', true],
    ['Los puentes costaron 200.000 dólares al condado.', 'los puentes costaron 200 dólares al condado', false],
    ['Los puentes costaron dos mil millones al condado.', 'los puentes costaron 2,000 millones al condado', true],
    ['Los puentes costaron 1,5 millones al condado.', 'los puentes costaron 15 millones al condado', false],
    ['Los puentes costaron 45 pesos al condado.', 'los puentes costaron cuarenta y cinco pesos al condado', true],
  ])('of Spanish: %s, %s: %s', (checked, text, same) => {
    expect(matches(checked, text, { language: 'es' })).toBe(same);
  });

  it('are not taken from a headline', () => {
    const headline = { headline: 'The bridge cost 1.5 million dollars in 12 parts' };
    expect(matches(claim, 'the bridge cost the county 1.5 million dollars in 12 parts', headline)).toBe(false);
    expect(matches(claim, 'the bridge cost the county 1.5 million dollars in parts', headline)).toBe(true);
  });

  it('may go without the year, but not with another', () => {
    const dated = 'The school board closed three rural libraries in 2024.';
    expect(matches(dated, 'the school board closed three rural libraries')).toBe(true);
    expect(matches(dated, 'the school board closed three rural libraries in 2023')).toBe(false);
    expect(matches(dated, 'the school board closed rural libraries in 2024')).toBe(false);
  });
});

describe('names', () => {
  const claim = 'Senator Sam Roe owns a private island in Marlow County.';
  it.each([
    ['sam roe owns a private island in marlow county', true],
    ['does Roe own a private island in Marlow County?', true],
    ['alex doe owns a private island in marlow county', false],
    ['alex roe owns a private island in marlow county', false],
    ['the senator owns a private island in marlow county', false],
    ['Sam Roe owns a private island in Ferry County', false],
    ['sam roe owns a private island', false],
    ['sam roo owns a private island in marlow county', false],
  ])('%s: %s', (text, same) => {
    expect(matches(claim, text)).toBe(same);
  });

  it('are told at the beginning of a sentence by other claims', () => {
    const text = 'schools will close early every friday';
    const claims = [claimOf('Westmark schools will close early every Friday.')];
    const other = claimOf('The stadium in Westmark is sinking.', { rulingId: 'rul_two' });
    expect(createClaimIndex([...claims, other]).match(text)).toBeUndefined();
    expect(createClaimIndex([...claims, other]).match(`westmark ${text}`)?.rulingId).toBe('rul_one');
  });

  it('may be those of the claimant where they speak of themselves, or are said to have said it', () => {
    const own = 'I created 8,000 jobs in a year.';
    expect(matches(own, 'alex doe created 8,000 jobs in a year')).toBe(true);
    expect(matches(own, 'sam roe created 8,000 jobs in a year')).toBe(false);
    expect(matches(own, 'the mill created 8,000 jobs in a year')).toBe(false);
    const others = 'The mill created 8,000 jobs in a year.';
    expect(matches(others, 'alex doe says the mill created 8,000 jobs in a year')).toBe(true);
    expect(matches(others, 'sam roe says the mill created 8,000 jobs in a year')).toBe(false);
    expect(matches(others, 'alex doe created 8,000 jobs in a year')).toBe(false);
  });
});

describe('words', () => {
  it.each([
    [
      'The county fired teachers and cut school lunches.',
      'is the county firing teachers and cutting school lunch',
      true,
    ],
    ['The board bans dictionaries in libraries.', 'the boards banned a dictionary in the library', true],
    ['The ministry surveys boundary stones.', 'the ministry surveyed boundary stone', true],
    ['Refugees pay no property taxes.', 'refugees pay no proprety taxes', true],
    ['Refugees pay no property taxes.', 'refugees pay no properly taxes', false],
    ['The house voted for a white flag.', 'the horse voted for a white flag', false],
    ['Café owners façade taxes doubled.', 'cafe owners facade taxes doubled', true],
  ])('%s, %s: %s', (claim, text, same) => {
    expect(matches(claim, text)).toBe(same);
  });

  it('of a headline may come on top, but not in the place of one of the claim', () => {
    const headline = { headline: 'Ferries are free for children and pensioners' };
    const claim = 'The harbor ferries are free for children.';
    expect(matches(claim, 'the harbor ferries are free for children and pensioners', headline)).toBe(true);
    expect(matches(claim, 'the harbor ferries are free for children and pensioners')).toBe(false);
    expect(matches(claim, 'the harbor ferries are free for pensioners', headline)).toBe(false);
  });

  it('stand in the order of who did it to whom', () => {
    const claim = 'The city council sued the county board.';
    expect(matches(claim, 'the county board sued the city council')).toBe(false);
    expect(matches(claim, 'the county board was sued by the city council')).toBe(true);
    expect(matches(claim, 'the city council was sued by the county board')).toBe(false);
    expect(matches('Robin Vale beat Lee Marsh twice in court.', 'Lee Marsh beat Robin Vale twice in court')).toBe(
      false,
    );
    const mistaken = 'The moderator mistook Robin Vale for Lee Marsh on television.';
    expect(matches(mistaken, 'the moderator mistook robin vale for lee marsh on television')).toBe(true);
    expect(matches(mistaken, 'the moderator mistook lee marsh for robin vale on television')).toBe(false);
    expect(matches('Pilots at the port were fired for strikes.', 'the port fired pilots for strikes')).toBe(true);
    expect(matches('Pilots at the port were fired for strikes.', 'pilots fired the port for strikes')).toBe(false);
  });

  it('must be enough', () => {
    expect(matches('The stadium is sinking fast.', 'stadium sinking')).toBe(false);
    expect(matches('The stadium is sinking.', 'the stadium is sinking')).toBe(false);
    expect(matches('The new stadium is sinking.', 'the new stadium is sinking')).toBe(true);
    expect(matches('The new stadium is sinking.', '')).toBe(false);
    expect(matches('The new stadium is sinking.', `the new stadium is sinking ${'please '.repeat(300)}`)).toBe(false);
  });
});

describe('an index', () => {
  const first = claimOf('The county closed three rural libraries.');
  const other = claimOf('The refinery dumped 40 tons of waste.', { revision: 2 });

  it('has one claim of a ruling, the one put last', () => {
    const index = createClaimIndex([first]);
    index.put(other);
    expect(index.match('the county closed three rural libraries')).toBeUndefined();
    expect(index.match('the refinery dumped 40 tons of waste')).toMatchObject({ rulingId: 'rul_one', revision: 2 });
    expect([index.size, index.revisionOf('rul_one'), index.revisionOf('rul_two')]).toEqual([1, 2, undefined]);
  });

  it('forgets a claim that is removed, with its words and names', () => {
    const text = 'schools will close early every friday';
    const index = createClaimIndex([claimOf('Westmark schools will close early every Friday.')]);
    const silent = claimOf('The stadium in Westmark is sinking.', { rulingId: 'rul_two' });
    const alone = index.match(text);
    index.put(silent);
    expect(index.match(text)).toBeUndefined();
    index.remove('rul_two');
    expect(index.match(text)).toEqual(alone);
    index.remove('rul_one');
    index.remove('rul_one');
    expect([index.size, index.match(text)]).toEqual([0, undefined]);
  });

  it('follows a claim into another language, and leaves out what it cannot read', () => {
    const index = createClaimIndex([first]);
    index.put({ ...first, language: 'es-MX', claim: 'El condado cerró tres bibliotecas rurales.' });
    expect(index.match('the county closed three rural libraries')).toBeUndefined();
    expect(index.match('el condado cerró tres bibliotecas rurales')?.rulingId).toBe('rul_one');
    index.put({ ...first, language: 'fr', claim: 'Le comté a fermé trois bibliothèques rurales.' });
    expect([index.size, index.match('le comté a fermé trois bibliothèques rurales')]).toEqual([0, undefined]);
  });

  it('answers nothing where two claims are as near', () => {
    const twin = { ...first, rulingId: 'rul_two' } as const;
    const index = createClaimIndex([first, twin]);
    expect(index.match('the county closed three rural libraries')).toBeUndefined();
    index.remove('rul_two');
    expect(index.match('the county closed three rural libraries')?.rulingId).toBe('rul_one');
  });
});
