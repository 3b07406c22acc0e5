import { type Wording, wordingFor } from './wording.ts';

/** What the pages of corrections say beside what feeds say, in the languages that the wire speaks. */
interface CorrectionsWording {
  readonly introduction: (newsroom: string, year: string) => string;
  readonly none: (newsroom: string) => string;
  readonly follow: string;
  readonly allFeeds: string;
  readonly years: string;
  readonly newest: string;
  readonly speaker: string;
  readonly retractedSince: string;
}

const wordings: Readonly<Record<Wording['locale'], CorrectionsWording>> = {
  'en-US': {
    introduction: (newsroom, year) =>
      `Every correction and every retraction that ${newsroom} made in ${year}, the newest first.`,
    none: (newsroom) => `${newsroom} has corrected and retracted nothing so far.`,
    follow: 'Get each correction in a feed reader',
    allFeeds: 'All feeds',
    years: 'Years',
    newest: 'Newest',
    speaker: 'Speaker',
    retractedSince: 'Retracted since',
  },
  es: {
    introduction: (newsroom, year) =>
      `Cada corrección y cada retractación que ${newsroom} hizo en ${year}, primero las más recientes.`,
    none: (newsroom) => `${newsroom} no ha corregido ni retractado nada hasta ahora.`,
    follow: 'Reciba cada corrección en un lector de canales',
    allFeeds: 'Todos los canales',
    years: 'Años',
    newest: 'Lo más reciente',
    speaker: 'Quién lo dijo',
    retractedSince: 'Retractada después',
  },
};

export const correctionsWordingFor = (language: string): CorrectionsWording => wordings[wordingFor(language).locale];
