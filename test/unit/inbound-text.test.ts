import { describe, expect, it, test } from 'vitest';
import { editDistance } from '../../shared/domain/edit-distance.ts';
import type { KnownTopic } from '../../shared/domain/inbound-commands.ts';
import { languageOf } from '../../shared/domain/inbound-language.ts';
import { mayNameTopics, type OptOutType, recognizeInbound } from '../../shared/domain/inbound-text.ts';
import { readWords } from '../../shared/domain/inbound-words.ts';

const topics: KnownTopic[] = [
  { slug: 'health', labels: ['Health', 'Salud'] },
  { slug: 'economy', labels: ['The Economy', 'Economía'] },
  { slug: 'foreign-policy', labels: ['Foreign policy', 'Política exterior'] },
];
const recognized = (body: string, optOutType: OptOutType | null = null) =>
  recognizeInbound(body, { topics, optOutType });
const kind = (body: string) => recognized(body).kind;

describe('a text as words', () => {
  it.each([
    ['Who is this?? Stop texting me!', '| who is this | stop texting me |'],
    ['¡NO MÁS, por favor!', '| nomas | por favor |'],
    ['Don’t', '| dont |'],
    ['don´t', '| dont |'],
    ['Opt-out, opting out', '| optout | optout |'],
    ['s.t.o.p. it', '| stop | it |'],
    ['ＳＴＯＰ\u200b', '| stop |'],
    ['🛑 👎', '| stop ugh |'],
    ['🚫', '| stop |'],
    [' ⛔️!', '| stop |'],
    ['🚫 tolls doubled', '| ugh tolls doubled |'],
    ['✋🏽', '| ugh |'],
    ['$top st*p', '| stop stop |'],
    ['s top', '| stop |'],
    ['his s top', '| his s top |'],
    ['ya no kiero', '| ya no quiero |'],
    ['wrong # #1', '| wrong number 1 |'],
    ['see https://video.example/a?b=c#stop now', '| see link now |'],
    ['one\ntwo\r\nthree', '| one | two | three |'],
    ['stpo UNSUSCRIBE sttopp', '| stop unsubscribe stop |'],
    ['resubscribe unsubscribers', '| resubscribe unsubscribe |'],
    ['', '|'],
    ['👍', '|'],
  ])('%j', (body, words) => {
    expect(readWords(body)).toBe(words);
  });
});

describe('a word of ours', () => {
  it.each([
    ['HELP', 'help'],
    ['ayuda por favor', 'help'],
    ['Who is this?', 'help'],
    ['¿Quién es?', 'help'],
    ['START', 'start'],
    ['Please start again', 'start'],
    ['Join!', 'join'],
    ['“JOIN”', 'join'],
    ['join please', 'join'],
    ['STATUS', 'status'],
    ['Estado.', 'status'],
  ])('%j asks for %s', (body, expected) => {
    expect(recognized(body)).toEqual({ kind: expected });
  });

  it.each([
    ['NOW', 'immediate'],
    ['Ahora', 'immediate'],
    ['daily, please', 'daily'],
    ['DIARIO', 'daily'],
    ['Weekly', 'weekly'],
    ['semanal', 'weekly'],
  ])('%j sets how often to %s', (body, frequency) => {
    expect(recognized(body)).toEqual({ kind: 'frequency', frequency });
  });

  it.each([
    ['Join the military at 16, is that allowed?', 'claim'],
    ['joining', 'other'],
    ['jion', 'other'],
    ['Help the farmers bill gave money to China?', 'claim'],
    ['Start of the war was whose fault', 'claim'],
    ['Now he says he never met him', 'claim'],
    ['Daily deaths were 3,000 in January?', 'claim'],
  ])('begins something else: %j is %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });

  it('gives way to an opt-out beside it', () => {
    for (const body of [
      'help me get off this list',
      'DAILY? no, stop',
      'ONLY stop',
      'JOIN? wrong number',
      'drop me',
      'quitar todo',
    ])
      expect(kind(body)).toBe('opt-out');
  });
});

describe('topics', () => {
  it.each([
    ['DROP health', 'drop', ['health']],
    ['only health, economy', 'only', ['health', 'economy']],
    ['Only health and the economy please', 'only', ['health', 'economy']],
    ['QUITAR salud', 'drop', ['health']],
    ['SÓLO Economía y política exterior', 'only', ['economy', 'foreign-policy']],
    ['only foreign-policy; FOREIGN POLICY', 'only', ['foreign-policy']],
    ['drop health or economy', 'drop', ['health', 'economy']],
  ])('%j', (body, mode, slugs) => {
    expect(recognized(body)).toEqual({ kind: 'topics', mode, topics: slugs });
  });

  it.each([
    'ONLY sports',
    'drop local news',
    'only health and sports',
    'DROP health, the ballet, and crime in Chicago',
    'ONLY',
    'solo',
  ])('that we have not: %j changes nothing', (body) => {
    expect(recognized(body)).toEqual({ kind: 'unknown-topic' });
  });

  it.each([
    'Only 3% of Americans own stocks?',
    'Drop boxes were stuffed in Georgia',
    'only crime in Chicago',
    'Solo el 3% paga impuestos?',
  ])('are not what a claim begins with: %j', (body) => {
    expect(kind(body)).toBe('claim');
  });

  it('are in doubt where nobody says which to drop', () => {
    for (const body of ['DROP', 'Quitar.']) expect(kind(body)).toBe('unclear');
  });

  it('are found by label also where it has marks or articles of its own', () => {
    const named = [{ slug: 'womens-rights', labels: ["Women's rights & work"] }];
    expect(recognizeInbound("only women's rights & work", { topics: named, optOutType: null })).toMatchObject({
      topics: ['womens-rights'],
    });
  });
});

describe('a keyword that is not STOP, in front of other words', () => {
  it.each([
    ['cancel my texts', 'opt-out'],
    ['Quit sending me these', 'opt-out'],
    ['Quit sending money abroad now', 'none'],
    ['end it please', 'opt-out'],
    ['Cancel culture', 'unclear'],
    ['Cancel culture got him fired', 'none'],
    ['Two things about this man. Cancel culture', 'none'],
    ['Two things. Cancel my alerts', 'opt-out'],
    ['Cancel the big student debt and the other number of loans too', 'unclear'],
    ['Unsubscribe everyone in Ohio', 'opt-out'],
    ['so you know: unsubscribe everyone in Ohio', 'unclear'],
    ['Please stop the count', 'unclear'],
  ])('%j: %s', (body, expected) => {
    expect(kind(body)).toBe(expected === 'none' ? 'claim' : expected);
  });
});

describe('who asks us to go on', () => {
  it.each([
    "don't stop",
    'Please, never stop!',
    'I hope you never stop texting me',
    'no dejen de mandar',
    "I don't want to unsubscribe",
  ])('does not opt out, and claims nothing: %j', (body) => {
    expect(kind(body)).toBe('other');
  });

  it.each([
    ["Don't. Stop.", 'opt-out'],
    ["don't stop but remove my number", 'opt-out'],
    ["Don't stop. Actually, take me off", 'opt-out'],
    ["Don't take it badly, remove me", 'opt-out'],
    ["don't end up texting me again", 'unclear'],
    ['you never stop texting', 'unclear'],
    ["why don't you stop texting me", 'opt-out'],
    ['No, paren', 'opt-out'],
  ])('is not who complains: %j is %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });
});

describe('what nobody meant as an answer', () => {
  it('is a reaction, which quotes our own STOP', () => {
    const quoted = '“Ferry St: Claim rated FALSE. https://wire.newsroom.example/s/a1 STOP to end”';
    for (const said of [
      'Liked',
      'Disliked',
      'Laughed at',
      'Emphasised',
      'Reacted 😂 to',
      'Removed a heart from',
      'Le gustó',
      '👍🏽 to',
    ])
      expect(kind(`${said} ${quoted}`)).toBe('other');
    expect(kind(`I liked ${quoted}. STOP`)).toBe('opt-out');
  });

  it.each([
    ['Disliked “Ferry St: Claim rated FALSE.” take me off this list', 'opt-out'],
    ['Liked “Ferry St: Claim rated FALSE. STOP to end”\nSTOP', 'opt-out'],
    ['Liked "Ferry St: "A claim." Claim rated FALSE. STOP to end" stop texting me', 'opt-out'],
    ['Le gustó «Ferry St: Dicho por X» ya no me escriban', 'opt-out'],
    ['Disliked “Ferry St: Claim rated FALSE.” you said "stop"', 'opt-out'],
    ['Liked “Ferry St: Claim rated FALSE. STOP to end', 'other'],
    ['Liked “Ferry St: Claim rated FALSE. STOP to end take me off this list', 'opt-out'],
    ['Questioned “Ferry St: Claim rated FALSE.” too many texts', 'unclear'],
    ['Liked “Ferry St: Claim rated FALSE.” DAILY', 'frequency'],
    ['Liked “Ferry St: Claim rated FALSE.” 😂', 'other'],
    ['Liked “Ferry St: Claim rated FALSE.” so this one was good', 'other'],
  ])('is no reaction where somebody adds to the quote what they want: %j is %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });

  it('is chat of a word or two', () => {
    for (const body of ['lol', 'thanks', 'ok', '👍', '', '   ', 'good work']) expect(kind(body)).toBe('other');
  });
});

describe('who may have no more texts, whether or not they say so', () => {
  it.each([
    ['this violates the TCPA', 'opt-out'],
    ['my attorney will be in touch', 'opt-out'],
    ['mi abogado los va a contactar', 'opt-out'],
    ['los voy a demandar', 'opt-out'],
    ["the person you're texting died", 'opt-out'],
    ['the owner of this phone is deceased', 'opt-out'],
    ['el dueño de este teléfono murió', 'opt-out'],
    ['He passed away last March', 'unclear'],
    ['mi esposo falleció', 'unclear'],
    ["this is a child's phone", 'opt-out'],
    ["I'm 12 years old", 'opt-out'],
    ['tengo 12 años', 'opt-out'],
    ['este celular es de mi hija de 9 años', 'opt-out'],
    ['this is a work phone', 'opt-out'],
    ['this is a landline', 'opt-out'],
    ['The senator passed away', 'claim'],
    ['My dad died of the flu shot', 'claim'],
    ['He died of the vaccine', 'claim'],
    ["I'm 18 years old", 'claim'],
    ['Tengo 30 años de pagar impuestos', 'claim'],
    ['The bill violates the constitution', 'claim'],
    ['His attorney will be in prison', 'claim'],
  ])('%j: %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });
});

describe('who revokes', () => {
  it.each([
    ['I revoke', 'opt-out'],
    ['we revoke our consent', 'opt-out'],
    ['I withdraw', 'opt-out'],
    ['I hereby decline to receive', 'opt-out'],
    ['please desist', 'opt-out'],
    ['I quit', 'opt-out'],
    ['refuse', 'unclear'],
    ['I quit smoking because of the tax', 'claim'],
    ['We decline to vote more than others do', 'claim'],
  ])('%j: %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });
});

describe('a claim about others, in words that would end texts', () => {
  it.each([
    ['Trump wants to get us out of NATO', 'claim'],
    ['get us out of this group', 'opt-out'],
    ['How do I cancel my voter registration', 'claim'],
    ['How do I cancel my subscription', 'opt-out'],
    ['How do I cancel', 'opt-out'],
    ['Doctors do not need permission to treat', 'claim'],
    ['You do not have permission to text me', 'opt-out'],
    ['We did not ask for this war', 'claim'],
    ['We did not ask for this', 'opt-out'],
    ['I never signed up for this list please stop', 'opt-out'],
    ['Trump said leave me alone', 'unclear'],
    ['I said leave me alone', 'opt-out'],
    ['My lawyer says leave me alone', 'opt-out'],
    ['Pastor Jim says take me off your list', 'opt-out'],
    ['The vaccine is a scam', 'claim'],
    ['This is a scam', 'unclear'],
    ['Secret Service deleted texts from Jan 6', 'claim'],
    ['Too many texts were sent to voters', 'claim'],
    ['Too many texts', 'unclear'],
    ['Why do you send so many texts about the governor', 'unclear'],
  ])('%j: %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });
});

describe('the language of a text', () => {
  it.each([
    ['AYUDA', 'es'],
    ['ALTO', 'es'],
    ['Estado', 'es'],
    ['SÓLO salud', 'es'],
    ['¿Es cierto que subieron los peajes?', 'es'],
    ['HELP', 'en'],
    ['Is the toll up?', 'en'],
    ['STOP', undefined],
    ['JOIN', undefined],
    ['help que es esto', undefined],
    ['solo career of a senator', 'en'],
    ['👍', undefined],
  ])('%j: %s', (body, expected) => {
    expect(languageOf(body)).toBe(expected);
  });
});

test('topics are asked for where a text may name some, also in letters with accents or of another kind', () => {
  for (const body of [
    'DROP health',
    'SÓLO salud',
    'sólo salud',
    'ＯＮＬＹ health',
    'Quita la economía',
    'please, only health',
  ])
    expect(mayNameTopics(body)).toBe(true);
  for (const body of ['STATUS', 'lonely people', 'dropped', '']) expect(mayNameTopics(body)).toBe(false);
});

test('three words or more are a claim', () => {
  expect(kind('Tolls doubled')).toBe('other');
  expect(kind('Tolls doubled?!')).toBe('other');
  expect(kind('Bridge tolls doubled')).toBe('claim');
  expect(kind('¿Es cierto que subieron los peajes?')).toBe('claim');
});

test('what Twilio says that a keyword was decides', () => {
  expect(recognized('lol', 'STOP')).toEqual({ kind: 'opt-out' });
  expect(recognized('STOP', 'START')).toEqual({ kind: 'start' });
  expect(recognized('YES', 'START')).toEqual({ kind: 'start' });
  expect(recognized('DAILY', 'HELP')).toEqual({ kind: 'help' });
  expect(kind('YES')).toBe('other');
});

describe('somebody who is not whom we think', () => {
  it.each([
    ['I am not Jennifer', 'unclear'],
    ['There is no Carlos here', 'unclear'],
    ['No soy María', 'unclear'],
    ['Wrong number, sorry', 'opt-out'],
    ['You have the wrong number of ballots', 'claim'],
    ["I'm not sure", 'claim'],
  ])('%j: %s', (body, expected) => {
    expect(kind(body)).toBe(expected);
  });

  it('is no reader who misses a text', () => {
    for (const body of ["I didn't get today's text", "I'm not receiving the texts"]) expect(kind(body)).toBe('claim');
  });
});

test('one letter more, less or other, or two that are swapped, is one step', () => {
  const steps = (from: string, to: string) => [editDistance(from, to), editDistance(to, from)];
  expect(steps('stop', 'stop')).toEqual([0, 0]);
  expect(steps('stop', 'shop')).toEqual([1, 1]);
  expect(steps('stop', 'top')).toEqual([1, 1]);
  expect(steps('stop', 'stpo')).toEqual([1, 1]);
  expect(steps('stop', 'pots')).toEqual([3, 3]);
  expect(steps('', 'stop')).toEqual([4, 4]);
  expect(steps('unsuscirbe', 'unsubscribe')).toEqual([2, 2]);
});
