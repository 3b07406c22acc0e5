import type { PageLanguage } from '../parts/language.ts';

const english = {
  title: 'Sign up for texts',
  skip: 'Skip to content',
  promise: 'Fact-checks on your phone. If one that you got turns out wrong, you get its correction too.',
  phone: 'Mobile number',
  phoneHint: 'With area code. Numbers of the United States, Canada and other countries that begin with +1.',
  consent: 'Your consent',
  adult: 'I am 18 or over.',
  wordingVersion: (version: string) => `Version ${version}`,
  privacy: 'What becomes of your data',
  terms: 'Terms of the texts',
  next: 'What happens next',
  nextSteps: (opens: string, closes: string) => [
    'We send one text to this number and ask whether you want more.',
    'You reply JOIN within 24 hours. Until then nothing else comes.',
    `Fact-checks come between ${opens} and ${closes}, on your own clock. STOP ends them at any time.`,
  ],
  submit: 'Sign up',
  submitting: 'Signing up …',
  done: 'Look at your phone',
  onItsWay: (number: string) => `If ${number} can get our texts, one is on its way: reply JOIN to it within 24 hours.`,
  untilThen: 'Until then nothing else comes.',
  noneCame: 'No text?',
  whyNone: [
    'See whether the number is right.',
    'We ask a number once in 30 days. Reply JOIN to the text that you have.',
    'Who gets our texts already is not asked again: text us STATUS to see your settings.',
  ],
  questions: 'Questions:',
  another: 'Sign up another number',
  errors: {
    '/phone': 'We cannot text this number. Write area code and number, as in (312) 555-0134.',
    '/consent/adult': 'Only people of 18 or over can sign up.',
    '/consent/textVersion': 'We need your consent to the wording that stands here now.',
  },
};

const spanish: typeof english = {
  title: 'Recibir mensajes de texto',
  skip: 'Ir al contenido',
  promise: 'Verificaciones en su teléfono. Si una que recibió resulta equivocada, recibe también su corrección.',
  phone: 'Número de celular',
  phoneHint: 'Con código de área. Números de Estados Unidos, Canadá y otros países que empiezan con +1.',
  consent: 'Su consentimiento',
  adult: 'Tengo 18 años o más.',
  wordingVersion: (version) => `Versión ${version}`,
  privacy: 'Qué hacemos con sus datos',
  terms: 'Condiciones de los mensajes',
  next: 'Qué pasa después',
  nextSteps: (opens, closes) => [
    'Enviamos un mensaje a este número y preguntamos si quiere recibir más.',
    'Usted responde JOIN en un plazo de 24 horas. Hasta entonces no llega nada más.',
    `Las verificaciones llegan entre las ${opens} y las ${closes}, hora de donde usted vive. STOP las termina en cualquier momento.`,
  ],
  submit: 'Inscribirme',
  submitting: 'Inscribiendo …',
  done: 'Mire su teléfono',
  onItsWay: (number) =>
    `Si ${number} puede recibir nuestros mensajes, uno está en camino: respóndale JOIN en un plazo de 24 horas.`,
  untilThen: 'Hasta entonces no llega nada más.',
  noneCame: '¿No llega nada?',
  whyNone: [
    'Revise si el número es correcto.',
    'Preguntamos a un número una vez cada 30 días. Responda JOIN al mensaje que ya tiene.',
    'A quien ya recibe nuestros mensajes no le preguntamos otra vez: envíenos ESTADO para ver sus preferencias.',
  ],
  questions: 'Preguntas:',
  another: 'Inscribir otro número',
  errors: {
    '/phone': 'No podemos enviar mensajes a este número. Escriba código de área y número, como (312) 555-0134.',
    '/consent/adult': 'Solo pueden inscribirse personas de 18 años o más.',
    '/consent/textVersion': 'Necesitamos su consentimiento al texto que aparece aquí ahora.',
  },
};

export type Words = typeof english;
export const words: Readonly<Record<PageLanguage, Words>> = { en: english, es: spanish };
