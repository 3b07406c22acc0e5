import type { Month } from './month.ts';

/** What the wire itself says around a ruling, in the languages it speaks. A ruling in another language is framed in English. */
const wordings = {
  en: {
    locale: 'en-US',
    quote: (text: string) => `“${text}”`,
    claimBy: (claimant: string) => `Claim by ${claimant}:`,
    ourRating: (label: string) => `Our rating: ${label}`,
    ratingChanged: (from: string, to: string) => `Our rating changed from ${from} to ${to}`,
    ratingStands: (day: string) => `Our rating stands for what was known on ${day}.`,
    notices: {
      clarification: 'Clarification',
      update: 'Update',
      context: 'What became known later',
      status: 'New status',
      correction: 'Correction',
      retraction: 'Retracted',
    },
    retractedTitle: (headline: string) => `RETRACTED: ${headline}`,
    correctedTitle: (headline: string) => `Corrected: ${headline}`,
    withdrawn: 'We have withdrawn this ruling.',
    image: 'Image:',
    sources: 'Sources',
    archived: 'archived copy',
    ratedFeed: (label: string) => `rated “${label}”`,
    correctionsFeed: 'corrections and retractions',
    movedTo: (label: string) => `This fact-check is now rated “${label}”:`,
    itsFeed: 'feed of that rating',
    feedDescription: (newsroom: string) => `Rulings of ${newsroom}, the last changed first`,
    archiveDescription: (newsroom: string) => `Rulings of ${newsroom} by month of publication`,
  },
  es: {
    locale: 'es',
    quote: (text: string) => `«${text}»`,
    claimBy: (claimant: string) => `Afirmación de ${claimant}:`,
    ourRating: (label: string) => `Nuestra calificación: ${label}`,
    ratingChanged: (from: string, to: string) => `Nuestra calificación pasó de ${from} a ${to}`,
    ratingStands: (day: string) => `Nuestra calificación vale para lo que se sabía el ${day}.`,
    notices: {
      clarification: 'Aclaración',
      update: 'Actualización',
      context: 'Lo que se supo después',
      status: 'Nuevo estado',
      correction: 'Corrección',
      retraction: 'Retractado',
    },
    retractedTitle: (headline: string) => `RETRACTADO: ${headline}`,
    correctedTitle: (headline: string) => `Corregido: ${headline}`,
    withdrawn: 'Hemos retirado esta verificación.',
    image: 'Imagen:',
    sources: 'Fuentes',
    archived: 'copia archivada',
    ratedFeed: (label: string) => `con la calificación «${label}»`,
    correctionsFeed: 'correcciones y retractaciones',
    movedTo: (label: string) => `Esta verificación tiene ahora la calificación «${label}»:`,
    itsFeed: 'canal de esa calificación',
    feedDescription: (newsroom: string) => `Verificaciones de ${newsroom}, primero las que cambiaron más tarde`,
    archiveDescription: (newsroom: string) => `Verificaciones de ${newsroom} por mes de publicación`,
  },
} as const;

export type Wording = (typeof wordings)['en' | 'es'];

/** The wording for a language tag of BCP 47, by its first part. */
export const wordingFor = (language: string): Wording => wordings[/^es(-|$)/i.test(language) ? 'es' : 'en'];

const inUtc = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
// to make one of these takes longer than to make a feed's entry
const days = { 'en-US': inUtc('en-US', { dateStyle: 'long' }), es: inUtc('es', { dateStyle: 'long' }) };
const months = {
  'en-US': inUtc('en-US', { month: 'long', year: 'numeric' }),
  es: inUtc('es', { month: 'long', year: 'numeric' }),
};

/** A day in words, in UTC: November 22, 2026. */
export const dayInWords = (instant: string, { locale }: Wording): string => days[locale].format(new Date(instant));

/** A month in words: November 2026. */
export const monthInWords = (month: Month, { locale }: Wording): string => months[locale].format(new Date(month));

/** Text that ends a sentence; a full stop is added where it does not end with one, or with another such mark. */
export const asSentence = (text: string): string => (/[.!?…][”»"')\]]*$/u.test(text) ? text : `${text}.`);
