import type { Failure } from '../../api/client.ts';
import type { PageLanguage } from '../language.ts';

const english = {
  frequency: 'How often',
  immediate: (howOften: string) => `As soon as a fact-check is published, ${howOften}`,
  daily: 'Once a day, all in one text',
  weekly: 'Once a week, all in one text',
  topics: 'Topics',
  editions: 'Editions',
  noneIsAll: 'Leave all of them blank to get everything.',
  find: { topics: 'Find a topic', editions: 'Find an edition' },
  shownOf: (shown: string, all: string) => `Showing ${shown} of ${all}.`,
  zip: 'ZIP code (optional)',
  zipHint: 'Tells us your time zone. Without it, we go by your area code.',
  language: 'Language of the texts',
  errors: {
    '/zip': 'Enter five digits, like 60601, or leave this blank.',
    '/topics': 'Choose no more than 50 topics.',
    '/editions': 'Choose no more than 50 editions.',
    '/language': 'Choose one of these languages.',
  },
  /** Told above what the API says. */
  failed: {
    offline: 'We can’t be reached. Nothing you entered is lost. Please try again.',
    unauthorized: 'This link no longer works.',
    wrong: 'Please check your answers.',
    refused: 'We could not accept this. Nothing was changed.',
    throttled: 'Many people are using this page right now. Nothing you entered is lost. Try again in a minute.',
    broken: 'Something went wrong on our side. You can safely try again.',
  },
  loading: 'Loading …',
  again: 'Try again',
};

const spanish: typeof english = {
  frequency: 'Con qué frecuencia',
  immediate: (howOften) => `En cuanto se publica una verificación, ${howOften}`,
  daily: 'Una vez al día, todo en un mensaje',
  weekly: 'Una vez por semana, todo en un mensaje',
  topics: 'Temas',
  editions: 'Ediciones',
  noneIsAll: 'Si no marca nada, recibirá todo.',
  find: { topics: 'Buscar un tema', editions: 'Buscar una edición' },
  shownOf: (shown, all) => `Se muestran ${shown} de ${all}.`,
  zip: 'Código postal (opcional)',
  zipHint: 'Nos dice su zona horaria. Sin él, la tomamos de su código de área.',
  language: 'Idioma de los mensajes',
  errors: {
    '/zip': 'Escriba cinco dígitos, como 60601, o deje este campo en blanco.',
    '/topics': 'Elija 50 temas como máximo.',
    '/editions': 'Elija 50 ediciones como máximo.',
    '/language': 'Elija uno de estos idiomas.',
  },
  failed: {
    offline: 'No hay conexión con nosotros. Lo que usted escribió no se pierde. Inténtelo de nuevo.',
    unauthorized: 'Este enlace ya no sirve.',
    wrong: 'Por favor, revise sus respuestas.',
    refused: 'No pudimos aceptar esto. No se cambió nada.',
    throttled:
      'En este momento muchas personas están usando esta página. Lo que usted escribió no se pierde. Inténtelo de nuevo en un minuto.',
    broken: 'Algo falló de nuestro lado. Puede intentarlo de nuevo sin problema.',
  },
  loading: 'Cargando …',
  again: 'Intentar de nuevo',
};

export type SettingsWords = typeof english;
export const settingsWords: Readonly<Record<PageLanguage, SettingsWords>> = { en: english, es: spanish };

/** What went wrong, as a reader is told, and in their language: never as the API says it. */
export const failedTitle =
  ({ failed }: SettingsWords) =>
  ({ kind, errors }: Failure): string =>
    kind === 'refused' && errors.length > 0 ? failed.wrong : failed[kind];
