import type { Failure } from '../../api/client.ts';
import type { PageLanguage } from '../language.ts';

const english = {
  frequency: 'How often',
  immediate: (howOften: string) => `As soon as a fact-check is out, ${howOften}`,
  daily: 'Once a day, all in one text',
  weekly: 'Once a week, all in one text',
  topics: 'Topics',
  editions: 'Editions',
  noneIsAll: 'Choose none to get them all.',
  find: { topics: 'Find a topic', editions: 'Find an edition' },
  shownOf: (shown: string, all: string) => `${shown} of ${all} are shown.`,
  zip: 'ZIP code (optional)',
  zipHint: 'Tells us your time zone. Without it we go by your area code.',
  language: 'Language of the texts',
  errors: {
    '/zip': 'Write five digits, as in 60601, or nothing.',
    '/topics': 'Choose 50 topics at most.',
    '/editions': 'Choose 50 editions at most.',
    '/language': 'Choose one of these languages.',
  },
  /** Told above what the API says. */
  failed: {
    offline: 'We cannot be reached. Nothing that you have entered is lost: please try again.',
    unauthorized: 'This link opens nothing any more.',
    refused: 'Please look at this again.',
    broken: 'Something went wrong on our side. You can safely try again.',
  },
  loading: 'Loading …',
  again: 'Try again',
};

const spanish: typeof english = {
  frequency: 'Con qué frecuencia',
  immediate: (howOften) => `En cuanto sale una verificación, ${howOften}`,
  daily: 'Una vez al día, todo en un mensaje',
  weekly: 'Una vez por semana, todo en un mensaje',
  topics: 'Temas',
  editions: 'Ediciones',
  noneIsAll: 'Si no elige ninguno, recibe todo.',
  find: { topics: 'Buscar un tema', editions: 'Buscar una edición' },
  shownOf: (shown, all) => `Se muestran ${shown} de ${all}.`,
  zip: 'Código postal (opcional)',
  zipHint: 'Nos dice su zona horaria. Sin él, la tomamos de su código de área.',
  language: 'Idioma de los mensajes',
  errors: {
    '/zip': 'Escriba cinco cifras, como 60601, o nada.',
    '/topics': 'Elija 50 temas como máximo.',
    '/editions': 'Elija 50 ediciones como máximo.',
    '/language': 'Elija uno de estos idiomas.',
  },
  failed: {
    offline: 'No podemos conectarnos. Lo que usted ha escrito no se pierde: inténtelo de nuevo.',
    unauthorized: 'Este enlace ya no sirve.',
    refused: 'Por favor, revise esto.',
    broken: 'Algo falló de nuestro lado. Puede intentarlo de nuevo sin problema.',
  },
  loading: 'Cargando …',
  again: 'Intentar de nuevo',
};

export type SettingsWords = typeof english;
export const settingsWords: Readonly<Record<PageLanguage, SettingsWords>> = { en: english, es: spanish };

/** What went wrong, as a reader is told; where neither we nor a field can say, in the server's own words. */
export const failedTitle =
  ({ failed }: SettingsWords) =>
  ({ kind, title, errors }: Failure): string =>
    kind === 'refused' && errors.length === 0 ? `${failed.refused} (${title})` : failed[kind];
