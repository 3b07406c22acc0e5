import type { Preferences } from './subscriber.ts';

/** What `status` tells. */
interface Standing {
  readonly frequency: Preferences['frequency'];
  readonly topics: readonly string[];
  readonly paused: boolean;
  readonly link: string;
}

/** Each text in several wordings, the fullest first; the name of the newsroom and a colon stand before it. */
export interface ServiceWording {
  readonly tag: 'en' | 'es';
  readonly confirm: (howOften: string) => readonly string[];
  readonly welcome: (howOften: string) => readonly string[];
  readonly stopped: (topic: string | null) => readonly string[];
  readonly heldForPerson: readonly string[];
  readonly help: (contact: string, howOften: string) => readonly string[];
  readonly started: (howOften: string) => readonly string[];
  readonly alreadyActive: readonly string[];
  readonly startNeeded: readonly string[];
  readonly status: (standing: Standing) => readonly string[];
  readonly frequencySet: (frequency: Preferences['frequency']) => readonly string[];
  readonly topicsSet: (topics: readonly string[]) => readonly string[];
  readonly unknownTopic: (topics: readonly string[]) => readonly string[];
  readonly paused: readonly string[];
  readonly notSubscribed: (howOften: string) => readonly string[];
  readonly noMatch: readonly string[];
  readonly tooMany: readonly string[];
  /** How often texts come, where the newsroom's own words are in no letters of GSM-7. */
  readonly sometimes: string;
  /** Before the claimant's name. */
  readonly claimBy: string;
  /** After the claim that was said, before the rating. */
  readonly ratedAs: string;
}

const times = {
  en: { immediate: 'at once', daily: 'once a day', weekly: 'once a week' },
  es: { immediate: 'al momento', daily: 'una vez al dia', weekly: 'una vez por semana' },
} as const;

const english: ServiceWording = {
  tag: 'en',
  confirm: (howOften) => [
    `reply JOIN to get fact-checks and corrections by text, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
    `reply JOIN to get fact-checks, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
  ],
  welcome: (howOften) => [
    `you are in. Fact-checks and corrections by text, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
    `you are in. Fact-checks, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
  ],
  stopped: (topic) => [
    ...(topic === null
      ? []
      : [
          `you are unsubscribed and get no more texts. Want some topics after all? Text ONLY and a topic, like ONLY ${topic}.`,
        ]),
    'you are unsubscribed and get no more texts. Want some topics after all? Text ONLY and a topic.',
  ],
  heldForPerson: [
    'your texts are paused, and a person will read what you wrote. STOP ends them at once, START goes on.',
  ],
  help: (contact, howOften) => [
    `fact-checks by text, ${howOften}. Questions: ${contact} Msg & data rates may apply. STOP to end.`,
    `fact-checks by text. Questions: ${contact} STOP to end.`,
    `${contact} STOP to end.`,
    'fact-checks by text. STOP to end.',
  ],
  started: (howOften) => [
    `your texts are on again, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
  ],
  alreadyActive: ['you get our texts already. STATUS tells your settings. HELP for help, STOP to end.'],
  startNeeded: ['your STOP still blocks our texts. To get them again, text START to this number.'],
  status: ({ frequency, topics, paused, link }) => {
    const stands = paused ? 'texts paused (START goes on)' : `texts ${times.en[frequency]}`;
    const about = topics.length === 0 ? 'all topics' : `topics: ${topics.join(', ')}`;
    const number = topics.length === 0 ? 'all topics' : `topics: ${topics.length}`;
    return [
      `${stands}, ${about}. Change: ${link} STOP to end.`,
      `${stands}, ${number}. Change: ${link} STOP to end.`,
      `${stands}. ${link}`,
      link,
      `${stands}, ${about}. STOP to end.`,
      `${stands}, ${number}. STOP to end.`,
    ];
  },
  frequencySet: (frequency) => [
    `from now on texts come ${times.en[frequency]}. NOW, DAILY or WEEKLY changes that. STOP to end.`,
  ],
  topicsSet: (topics) =>
    topics.length === 0
      ? ['you now get all topics. STOP to end.']
      : [
          `you now get: ${topics.join(', ')}. STATUS tells your settings. STOP to end.`,
          `you now get so many topics: ${topics.length}. STATUS tells your settings. STOP to end.`,
        ],
  unknownTopic: (topics) => [
    ...someOf(
      topics,
      (names) => `we have no such topic, so nothing changed. Some that we have: ${names}. STOP to end.`,
    ),
    'we have no such topic, so nothing changed. STATUS tells your settings. STOP to end.',
  ],
  paused: ['your texts are paused. START goes on, STOP ends them.'],
  notSubscribed: (howOften) => [
    `you do not get our texts. Reply JOIN to get fact-checks, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
    `reply JOIN to get fact-checks, ${howOften}. Msg & data rates may apply. HELP for help, STOP to end.`,
  ],
  noMatch: [
    'we found no fact-check of ours on that, and we would rather say nothing than guess. HELP for help, STOP to end.',
  ],
  tooMany: ['you asked us a lot today. We answer again tomorrow. STOP to end.'],
  sometimes: 'as often as there is news',
  claimBy: 'Claim by',
  ratedAs: 'Claim rated',
};

/** Only letters of GSM-7: á, í, ó and ú are not among them. Few words need one, and those are written without. What comes "about 5 a week" are "verificaciones". */
const spanish: ServiceWording = {
  tag: 'es',
  confirm: (howOften) => [
    `responda JOIN para recibir verificaciones y correcciones, ${howOften}. Puede haber tarifas de mensajes y datos. AYUDA: ayuda. STOP: salir.`,
    `mande JOIN para verificaciones, ${howOften}. Puede haber tarifas de msj y datos. AYUDA: ayuda. STOP: salir.`,
  ],
  welcome: (howOften) => [
    `listo. Verificaciones y correcciones, ${howOften}. Puede haber tarifas de mensajes y datos. AYUDA: ayuda. STOP: salir.`,
    `listo. Verificaciones, ${howOften}. Puede haber tarifas de msj y datos. AYUDA: ayuda. STOP: salir.`,
  ],
  stopped: (topic) => [
    ...(topic === null
      ? []
      : [`no le mandamos nada desde ahora. ¿Quiere seguir con algunos temas? Mande SOLO y el tema: SOLO ${topic}.`]),
    'no le mandamos nada desde ahora. ¿Quiere seguir con algunos temas? Mande SOLO y el tema.',
  ],
  heldForPerson: [
    'hacemos una pausa y una persona lee lo que nos dijo. STOP para salir ahora mismo, START para seguir.',
  ],
  help: (contact, howOften) => [
    `verificaciones por texto, ${howOften}. Preguntas: ${contact} Puede haber tarifas de msj y datos. STOP para salir.`,
    `verificaciones por texto. Preguntas: ${contact} STOP para salir.`,
    `${contact} STOP para salir.`,
    'verificaciones por texto. STOP para salir.',
  ],
  started: (howOften) => [
    `vuelve a recibir nuestros textos, ${howOften}. Puede haber tarifas de mensajes y datos. AYUDA: ayuda. STOP: salir.`,
    `vuelve a recibir textos, ${howOften}. Puede haber tarifas de msj y datos. AYUDA: ayuda. STOP: salir.`,
  ],
  alreadyActive: ['ya recibe nuestros textos. ESTADO dice sus preferencias. AYUDA para ayuda, STOP para salir.'],
  startNeeded: ['su STOP todavia no nos deja escribirle. Para recibir textos otra vez, mande START a este numero.'],
  status: ({ frequency, topics, paused, link }) => {
    const stands = paused ? 'textos en pausa (START para seguir)' : `textos ${times.es[frequency]}`;
    const about = topics.length === 0 ? 'todos los temas' : `temas: ${topics.join(', ')}`;
    const number = topics.length === 0 ? 'todos los temas' : `temas: ${topics.length}`;
    return [
      `${stands}, ${about}. Cambiar: ${link} STOP para salir.`,
      `${stands}, ${number}. Cambiar: ${link} STOP para salir.`,
      `${stands}. ${link}`,
      link,
      `${stands}, ${about}. STOP para salir.`,
      `${stands}, ${number}. STOP para salir.`,
    ];
  },
  frequencySet: (frequency) => [
    `desde ahora los textos llegan ${times.es[frequency]}. Para cambiar: AHORA, DIARIO o SEMANAL. STOP para salir.`,
  ],
  topicsSet: (topics) =>
    topics.length === 0
      ? ['desde ahora recibe todos los temas. STOP para salir.']
      : [
          `desde ahora recibe: ${topics.join(', ')}. ESTADO dice sus preferencias. STOP para salir.`,
          `temas que recibe desde ahora: ${topics.length}. ESTADO dice sus preferencias. STOP para salir.`,
        ],
  unknownTopic: (topics) => [
    ...someOf(
      topics,
      (names) => `no tenemos ese tema y nada ha cambiado. Algunos que tenemos: ${names}. STOP para salir.`,
    ),
    'no tenemos ese tema y nada ha cambiado. ESTADO dice sus preferencias. STOP para salir.',
  ],
  paused: ['hay una pausa en sus textos. START para seguir, STOP para salir.'],
  notSubscribed: (howOften) => [
    `no recibe nuestros textos. Mande JOIN para verificaciones, ${howOften}. Puede haber tarifas de mensajes y datos. AYUDA: ayuda. STOP: salir.`,
    `mande JOIN para verificaciones, ${howOften}. Puede haber tarifas de msj y datos. AYUDA: ayuda. STOP: salir.`,
  ],
  noMatch: ['no hallamos nada nuestro sobre eso, y preferimos no adivinar. AYUDA para ayuda, STOP para salir.'],
  tooMany: ['hoy ya nos ha preguntado mucho. Respondemos otra vez mañana. STOP para salir.'],
  sometimes: 'cuando hay noticias',
  claimBy: 'Dicho por',
  ratedAs: 'Lo calificamos como',
};

/** Wordings with all names, then with fewer and fewer of them. */
const someOf = (names: readonly string[], render: (names: string) => string): string[] =>
  names.map((_, left) => render(names.slice(0, names.length - left).join(', ')));

/** The wording for a language tag of BCP 47, by its first part; English where there is none. */
export const serviceWordingFor = (language: string): ServiceWording => (/^es(-|$)/i.test(language) ? spanish : english);
