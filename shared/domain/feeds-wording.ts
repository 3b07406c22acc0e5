import type { FacetName } from './facet.ts';
import { type Wording, wordingFor } from './wording.ts';

/** What the page of feeds says, in the languages that the wire speaks. */
interface FeedsWording {
  readonly title: string;
  readonly introduction: (newsroom: string) => string;
  readonly contents: string;
  readonly everything: string;
  readonly corrections: string;
  readonly correctionsPage: string;
  readonly facets: Readonly<Record<FacetName, string>>;
  readonly data: string;
  readonly opml: string;
  readonly newestReviews: string;
  readonly reviewsByMonth: string;
  /** How many feeds there are. */
  readonly count: (feeds: number) => string;
  readonly copy: string;
  /** What is told after copying, before the address. */
  readonly copied: string;
  readonly notCopied: string;
}

const wordings: Readonly<Record<Wording['locale'], FeedsWording>> = {
  'en-US': {
    title: 'Feeds',
    introduction: (newsroom) =>
      `Every feed of ${newsroom}. Copy the address of one into a feed reader to get each fact-check as it is published and each correction as it is made.`,
    contents: 'On this page',
    everything: 'All fact-checks',
    corrections: 'Corrections and retractions',
    correctionsPage: 'Read corrections and retractions here',
    facets: {
      rating: 'Ratings',
      claimant: 'Speakers',
      topic: 'Topics',
      author: 'Authors',
      edition: 'Editions',
      language: 'Languages',
    },
    data: 'For software',
    opml: 'All feeds in one file (OPML)',
    newestReviews: 'The newest fact-checks as ClaimReview data (JSON)',
    reviewsByMonth: 'ClaimReview data by month (JSON)',
    count: (feeds) => `${feeds.toLocaleString('en-US')} feeds`,
    copy: 'Copy address',
    copied: 'Copied:',
    notCopied: 'This browser did not let us copy. The address is',
  },
  es: {
    title: 'Canales',
    introduction: (newsroom) =>
      `Todos los canales de ${newsroom}. Copie la dirección de uno en un lector de canales para recibir cada verificación cuando se publica y cada corrección cuando se hace.`,
    contents: 'En esta página',
    everything: 'Todas las verificaciones',
    corrections: 'Correcciones y retractaciones',
    correctionsPage: 'Lea aquí las correcciones y retractaciones',
    facets: {
      rating: 'Calificaciones',
      claimant: 'Quién lo dijo',
      topic: 'Temas',
      author: 'Autores',
      edition: 'Ediciones',
      language: 'Idiomas',
    },
    data: 'Para programas',
    opml: 'Todos los canales en un archivo (OPML)',
    newestReviews: 'Las últimas verificaciones como datos ClaimReview (JSON)',
    reviewsByMonth: 'Datos ClaimReview por mes (JSON)',
    count: (feeds) => `${feeds.toLocaleString('es')} canales`,
    copy: 'Copiar dirección',
    copied: 'Copiado:',
    notCopied: 'Este navegador no dejó copiar. La dirección es',
  },
};

export const feedsWordingFor = (language: string): FeedsWording => wordings[wordingFor(language).locale];
