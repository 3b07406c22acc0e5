import type { PageLanguage } from '../parts/language.ts';

const english = {
  title: 'Sign up for texts',
  skip: 'Skip to content',
  promise: 'Get fact-checks on your phone. If one you received turns out to be wrong, you get the correction, too.',
  phone: 'Mobile number',
  phoneHint: 'Include the area code. Numbers in the United States, Canada and other countries that start with +1.',
  consent: 'Your consent',
  adult: 'I am 18 or older.',
  wordingVersion: (version: string) => `Version ${version}`,
  privacy: 'How we use your data',
  terms: 'Text message terms',
  next: 'What happens next',
  nextSteps: (opens: string, closes: string) => [
    'We send one text to this number, asking whether you want more.',
    'Reply JOIN within 24 hours. Until you do, we send nothing else.',
    `Fact-checks arrive between ${opens} and ${closes}, your local time. Reply STOP at any time to end them.`,
  ],
  submit: 'Sign up',
  submitting: 'Signing up …',
  done: 'Check your phone',
  onItsWay: (number: string) => `If ${number} can get our texts, one is on its way. Reply JOIN to it within 24 hours.`,
  untilThen: 'Until you do, we send nothing else.',
  noneCame: 'Didn’t get a text?',
  whyNone: [
    'Check that the number is right.',
    'We text a number only once every 30 days. If you already have our text, reply JOIN to it.',
    'If you already get our texts, we don’t ask again. Text us STATUS to see your settings.',
  ],
  questions: 'Questions?',
  another: 'Sign up another number',
  errors: {
    '/phone': 'We can’t text this number. Enter the area code and number, like (312) 555-0134.',
    '/consent/adult': 'You must be 18 or older to sign up.',
    '/consent/textVersion': 'We need your consent to the wording shown here now.',
  },
};

const spanish: typeof english = {
  title: 'Recibir mensajes de texto',
  skip: 'Ir al contenido',
  promise:
    'Reciba verificaciones en su teléfono. Si una verificación que recibió era errónea, recibirá también la corrección.',
  phone: 'Número de celular',
  phoneHint: 'Incluya el código de área. Números de Estados Unidos, Canadá y otros países que empiezan con +1.',
  consent: 'Su consentimiento',
  adult: 'Tengo 18 años o más.',
  wordingVersion: (version) => `Versión ${version}`,
  privacy: 'Qué hacemos con sus datos',
  terms: 'Condiciones de los mensajes',
  next: 'Qué pasa después',
  nextSteps: (opens, closes) => [
    'Enviamos un solo mensaje a este número para preguntarle si quiere recibir más.',
    'Responda JOIN en un plazo de 24 horas. Hasta entonces no le enviaremos nada más.',
    `Las verificaciones llegan entre las ${opens} y las ${closes}, en su hora local. Responda STOP en cualquier momento para dejar de recibirlas.`,
  ],
  submit: 'Inscribirme',
  submitting: 'Inscribiendo …',
  done: 'Revise su teléfono',
  onItsWay: (number) =>
    `Si ${number} puede recibir nuestros mensajes, uno está en camino. Respóndalo con JOIN en un plazo de 24 horas.`,
  untilThen: 'Hasta entonces no le enviaremos nada más.',
  noneCame: '¿No le llegó el mensaje?',
  whyNone: [
    'Compruebe que el número sea correcto.',
    'Escribimos a cada número solo una vez cada 30 días. Si ya tiene nuestro mensaje, respóndalo con JOIN.',
    'Si ya recibe nuestros mensajes, no le preguntamos otra vez. Envíenos ESTADO para ver sus preferencias.',
  ],
  questions: '¿Preguntas?',
  another: 'Inscribir otro número',
  errors: {
    '/phone': 'No podemos enviar mensajes a este número. Escriba código de área y número, como (312) 555-0134.',
    '/consent/adult': 'Debe tener 18 años o más para inscribirse.',
    '/consent/textVersion': 'Necesitamos su consentimiento para el texto que aparece aquí ahora.',
  },
};

export type Words = typeof english;
export const words: Readonly<Record<PageLanguage, Words>> = { en: english, es: spanish };
