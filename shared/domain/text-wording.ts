import type { RatingScale } from './rating-scale.ts';

/**
 * What a text says around a ruling. Only letters of GSM-7: á, í, ó and ú are not among them, and one of them would turn segments of 153
 * characters into segments of 67. The verdict always names what it is about, so that it cannot be read as being about the headline.
 */
const wordings = {
  en: {
    subject: { ordered: 'Claim', unordered: 'Position', status: 'Promise' },
    rated: (subject: string, rating: string) => `${subject} rated ${rating}.`,
    wasRated: (subject: string, from: string, to: string) => `${subject} was rated ${from}, now ${to}.`,
    stillRated: (subject: string, rating: string) => `${subject} is still rated ${rating}.`,
    correction: 'CORRECTION:',
    update: 'UPDATE:',
    test: 'TEST:',
    digest: (count: number) => (count === 1 ? '1 fact-check' : `${count} fact-checks`),
    more: (count: number) => `And ${count} more on our page.`,
    retraction: 'RETRACTED:',
    withdrawn: (subject: string) => `We withdraw our fact-check of: ${subject}`,
    stop: 'STOP to end',
  },
  es: {
    subject: { ordered: 'la frase', unordered: 'la postura', status: 'la promesa' },
    rated: (subject: string, rating: string) => `Calificamos ${subject} como ${rating}.`,
    wasRated: (subject: string, from: string, to: string) => `Calificamos ${subject} como ${from}; ahora, como ${to}.`,
    stillRated: (subject: string, rating: string) => `Seguimos calificando ${subject} como ${rating}.`,
    correction: 'CORRECCION:',
    update: 'NOVEDAD:',
    test: 'PRUEBA:',
    digest: (count: number) => (count === 1 ? '1 verificacion' : `${count} verificaciones`),
    more: (count: number) => `Y ${count} mas en nuestro sitio.`,
    retraction: 'RETRACTADO:',
    withdrawn: (subject: string) => `Retiramos lo que dijimos de: ${subject}`,
    stop: 'STOP para salir',
  },
} as const satisfies Record<string, TextWording>;

export interface TextWording {
  readonly subject: Readonly<Record<RatingScale['kind'], string>>;
  readonly rated: (subject: string, rating: string) => string;
  readonly wasRated: (subject: string, from: string, to: string) => string;
  readonly stillRated: (subject: string, rating: string) => string;
  readonly correction: string;
  readonly update: string;
  /** Before a text that the newsroom's own people get to see. */
  readonly test: string;
  readonly digest: (count: number) => string;
  readonly more: (count: number) => string;
  readonly retraction: string;
  readonly withdrawn: (subject: string) => string;
  readonly stop: string;
}

/** The wording for a language tag of BCP 47, by its first part; English where there is none. */
export const textWordingFor = (language: string): TextWording => wordings[/^es(-|$)/i.test(language) ? 'es' : 'en'];
