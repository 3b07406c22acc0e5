import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { countSeptets } from '../../shared/domain/gsm-text.ts';
import { type Newsroom, newsroomSchema } from '../../shared/domain/newsroom.ts';
import { segmentsOf } from '../../shared/domain/segments.ts';
import { type ServiceText, serviceText } from '../../shared/domain/service-text.ts';
import { newsroom } from '../samples/revision.ts';

const withTexts = (differs: Partial<Newsroom['texts']>, of: Partial<Newsroom> = {}): Newsroom => ({
  ...newsroom,
  ...of,
  texts: { ...newsroom.texts, ...differs },
});

const plainKinds = [
  ...(['confirm', 'welcome', 'heldForPerson', 'help', 'started', 'alreadyActive'] as const),
  ...(['startNeeded', 'paused', 'notSubscribed', 'noMatch', 'tooMany'] as const),
];
const link = `https://wire.newsroom.example/p/${'a'.repeat(87)}`;
const standing = { kind: 'status', frequency: 'daily', topics: ['health', 'economy'], paused: false, link } as const;

/** At most so many UTF-16 units, as the settings count; not parted within a character. */
const atMost = (least: number, most: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: least, maxLength: most }),
      fc.string({ unit: 'binary', minLength: least, maxLength: most }),
      fc.string({
        unit: fc.constantFrom('…', '€', '{', '~', 'á', 'ñ', '橋', '🌉', 'ﬃ', '½', 'a', ' '),
        minLength: least,
        maxLength: most,
      }),
      fc.constantFrom('W', '~', '…', '€', 'á').map((letter) => letter.repeat(most)),
    )
    .map((text) => text.slice(0, most).replace(/[\ud800-\udbff]$/, 'x'))
    .filter((text) => text.length >= least);

const newsrooms = fc
  .record({
    shortName: atMost(1, 20),
    name: atMost(1, 120),
    en: atMost(3, 40),
    es: atMost(3, 40),
    helpContact: fc.oneof(
      atMost(3, 60),
      fc.constantFrom(...['texts@newsroom.example', `https://a.example/${'~'.repeat(42)}`]),
    ),
    baseUrl: fc.constantFrom(
      'https://wire.newsroom.example',
      `https://${'long.'.repeat(45)}example`,
      'http://127.0.0.1:8787',
    ),
  })
  .map(({ shortName, name, en, es, helpContact, baseUrl }) =>
    newsroomSchema.parse({
      ...newsroom,
      ...{ shortName, name, baseUrl },
      texts: { ...newsroom.texts, helpContact, howOften: { en, es } },
    }),
  );

const topicList = fc.array(atMost(1, 60), { maxLength: 30 });
const frequency = fc.constantFrom('immediate', 'daily', 'weekly');
const serviceTexts: fc.Arbitrary<ServiceText> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...plainKinds) }),
  fc.record({ kind: fc.constant('stopped'), topic: fc.option(atMost(1, 100)) }),
  fc.record({
    kind: fc.constant('status'),
    ...{ frequency, topics: topicList, paused: fc.boolean() },
    link: fc.oneof(
      fc.constantFrom(link, `${link}${'a'.repeat(60)}`),
      atMost(1, 200).map((text) => text.replace(/\s/g, '+')),
    ),
  }),
  fc.record({ kind: fc.constant('frequencySet'), frequency }),
  fc.record({ kind: fc.constant('topicsSet'), topics: topicList }),
  fc.record({ kind: fc.constant('unknownTopic'), topics: topicList }),
);

test('every service text is one segment of GSM-7, whatever the newsroom is called', () => {
  fc.assert(
    fc.property(newsrooms, fc.constantFrom('en', 'es', 'es-MX', 'fr'), serviceTexts, (of, language, text) => {
      const said = serviceText(of, language, text);
      expect(segmentsOf(said)).toEqual({ segments: 1, encoding: 'GSM-7' });
      expect(countSeptets(said)).toBeLessThanOrEqual(160);
      expect(said).toMatch(/^\S.{0,19}: \S/);
      expect(said).not.toMatch(/\n| {2}/);
    }),
    { numRuns: 1500 },
  );
});

describe('what carriers ask for', () => {
  const longest = withTexts(
    { howOften: { en: 'W'.repeat(40), es: 'W'.repeat(40) }, helpContact: `${'w'.repeat(46)}@a.example.com` },
    { shortName: 'W'.repeat(20) },
  );
  const all = (of: Newsroom, language: string, kinds: readonly (typeof plainKinds)[number][]) =>
    kinds.map((kind) => serviceText(of, language, { kind }));

  it.each([
    ['en', /Msg & data rates may apply\. HELP for help, STOP to end\.$/],
    ['es', /Puede haber tarifas de (mensajes|msj) y datos\. AYUDA: ayuda\. STOP: salir\.$/],
  ])('stands in all that asks for JOIN or follows it, however long the names are (%s)', (language, ending) => {
    for (const of of [newsroom, longest])
      for (const said of all(of, language, ['confirm', 'welcome', 'notSubscribed'])) {
        expect(said).toMatch(ending);
        expect(said.startsWith(`${of.shortName}: `)).toBe(true);
        expect(said).toContain(of.texts.howOften[language]);
      }
    for (const said of all(longest, language, ['confirm', 'notSubscribed']))
      expect(said).toMatch(/(reply|mande) JOIN /);
  });

  it('names newsroom, contact and STOP in HELP', () => {
    for (const of of [newsroom, longest])
      for (const language of ['en', 'es']) {
        const said = serviceText(of, language, { kind: 'help' });
        expect(said).toContain(of.texts.helpContact);
        expect(said).toMatch(/STOP (to end|para salir)\.$/);
      }
  });

  it('is in every text but those to somebody who has just sent STOP', () => {
    for (const language of ['en', 'es'])
      for (const said of all(newsroom, language, plainKinds)) expect(said).toMatch(/STOP/);
  });
});

describe('a newsroom’s own words', () => {
  it('are spelled in GSM-7 and cut where spelling lengthens them', () => {
    const of = withTexts({ howOften: { en: '“about” 5…' } }, { shortName: 'Verificación Ñandú' });
    expect(serviceText(of, 'en', { kind: 'confirm' })).toMatch(
      /^Verificacion Ñandu: reply JOIN .*, "about" 5\.\.\.\. Msg/,
    );
    const often = withTexts({ howOften: { en: `about ${'…'.repeat(16)} a week` } });
    expect(serviceText(often, 'en', { kind: 'help' })).toContain('by text, about. Questions');
    const lengthened = withTexts({}, { shortName: '…'.repeat(19).concat('a'), name: 'Ferry' });
    expect(serviceText(lengthened, 'en', { kind: 'paused' })).toMatch(/^Ferry: your/);
  });

  it('are its address where GSM-7 has no letter of its names', () => {
    const of = withTexts({}, { shortName: '橋', name: '橋の新聞', baseUrl: 'https://hashi.example' });
    expect(serviceText(of, 'en', { kind: 'paused' })).toMatch(/^hashi\.example: your/);
  });

  it('tell how often in the language of the rest, else in whichever there is', () => {
    const of = (howOften: Newsroom['texts']['howOften']) =>
      serviceText(withTexts({ howOften }), 'fr', { kind: 'started' });
    expect(of({ fr: 'souvent', 'en-US': 'often' })).toContain(', often.');
    expect(of({ fr: 'souvent' })).toContain(', souvent.');
    expect(of({ en: '橋橋橋', fr: 'souvent' })).toContain(', souvent.');
    expect(of({ en: '橋橋橋' })).toContain(', as often as there is news.');
  });

  it('give way to nothing that would be another address', () => {
    const of = withTexts({ helpContact: 'ayuda@verificación.example' });
    expect(serviceText(of, 'en', { kind: 'help' })).toContain('Questions: wire.newsroom.example ');
    expect(serviceText(withTexts({ helpContact: '~'.repeat(60) }), 'en', { kind: 'help' })).toBe(
      `Ferry St: ${'~'.repeat(60)} STOP to end.`,
    );
  });
});

describe('the status', () => {
  it('tells how often, topics and the link, and of them what one segment holds', () => {
    const said = (differs: Partial<typeof standing | { topics: string[]; paused: boolean; link: string }>) =>
      serviceText(newsroom, 'en', { ...standing, ...differs });
    const short = 'https://a.example/p';
    expect(said({ link: short })).toBe(
      `Ferry St: texts once a day, topics: health, economy. Change: ${short} STOP to end.`,
    );
    expect(said({ link: short, topics: [] })).toContain('texts once a day, all topics. Change');
    expect(said({ link: short, paused: true })).toContain('texts paused (START goes on), topics');
    expect(said({ link: short, topics: Array.from({ length: 30 }, (_, at) => `topic ${at}`) })).toContain(
      ', topics: 30.',
    );
    expect(said({})).toBe(`Ferry St: texts once a day. ${link}`);
    expect(said({ link: `${link}${'a'.repeat(20)}` })).toBe(`Ferry St: ${link}${'a'.repeat(20)}`);
    expect(said({ link: `${link}${'a'.repeat(60)}` })).toBe(
      'Ferry St: texts once a day, topics: health, economy. STOP to end.',
    );
  });

  it('is told in Spanish too', () => {
    expect(serviceText(newsroom, 'es-MX', { ...standing, frequency: 'weekly', link: 'https://a.example/p' })).toBe(
      'Ferry St: textos una vez por semana, temas: health, economy. Cambiar: https://a.example/p STOP para salir.',
    );
  });
});

test('“about 5 a week” are “verificaciones”, and texts come again in plain words', () => {
  const said = serviceText(newsroom, 'es', { kind: 'confirm' });
  expect(said).toContain('verificaciones y correcciones, unas 5 por semana.');
  expect(newsroom.texts.consent.wordings['es']).toContain('no es condición de nada');
  expect(serviceText(newsroom, 'es', { kind: 'started' })).toMatch(/: vuelve a recibir nuestros textos, /);
  const long = withTexts({ howOften: { es: 'W'.repeat(40) } }, { shortName: 'W'.repeat(20) });
  expect(serviceText(long, 'es', { kind: 'started' })).toMatch(/: vuelve a recibir textos, /);
});

describe('topics', () => {
  it('are named as far as there is room', () => {
    const many = Array.from({ length: 40 }, (_, at) => `topic ${at}`);
    const said = (kind: 'topicsSet' | 'unknownTopic', topics: string[]) =>
      serviceText(newsroom, 'en', { kind, topics });
    expect(said('topicsSet', ['health', 'Salud pública'])).toContain('you now get: health, Salud publica.');
    expect(said('topicsSet', [])).toContain('you now get all topics.');
    expect(said('topicsSet', many)).toContain('topics: 40.');
    expect(said('unknownTopic', many)).toMatch(/Some that we have: topic 0, topic 1(, topic \d)+\. STOP/);
    expect(said('unknownTopic', [])).toBe(
      'Ferry St: we have no such topic, so nothing changed. STATUS tells your settings. STOP to end.',
    );
  });

  it('may be kept by one who stopped', () => {
    expect(serviceText(newsroom, 'en', { kind: 'stopped', topic: 'health' })).toMatch(
      /no more texts\. .* like ONLY health\.$/,
    );
    expect(serviceText(newsroom, 'es', { kind: 'stopped', topic: 'salud' })).toMatch(/SOLO salud\.$/);
    expect(serviceText(newsroom, 'en', { kind: 'stopped', topic: null })).toMatch(/Text ONLY and a topic\.$/);
    expect(serviceText(newsroom, 'en', { kind: 'stopped', topic: 'x'.repeat(100) })).toMatch(
      /Text ONLY and a topic\.$/,
    );
  });
});
