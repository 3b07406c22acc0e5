import type { ConsentReceipt } from '../../shared/domain/consent-history.ts';
import type { PageLanguage } from '../parts/language.ts';

/** How consent was given: the receipt names nothing else. */
type Given = Extract<ConsentReceipt['kind'], 'confirmed' | 'joined' | 'returned' | 'recorded'>;

const english = {
  title: 'Your texts',
  skip: 'Skip to content',
  status: {
    active: 'Your texts are on.',
    paused: 'Your texts are paused. A correction of what you got waits for you for a week.',
    dormant: 'We could not reach your phone, so your texts rest. Text us anything, such as STATUS, and they go on.',
  },
  pause: 'Pause my texts',
  resume: 'Let my texts go on',
  settings: 'What you get',
  notBefore: 'Not before',
  anyHour: (opens: string, closes: string) => `Any time between ${opens} and ${closes}`,
  notBeforeHint: 'On your own clock.',
  save: 'Save',
  saving: 'Saving …',
  saved: 'Saved.',
  nothingNew: 'There is nothing new to save.',
  end: 'End your texts',
  keep: 'Keep my texts',
  leave: {
    open: 'End all texts',
    title: 'End all texts?',
    told: 'Nothing more comes, not even the correction of a fact-check that you got. To begin again, text us JOIN.',
    confirm: 'End all texts',
  },
  erase: {
    open: 'End all texts and erase my profile',
    title: 'End all texts and erase your profile?',
    told: 'Nothing more comes, and your number and settings are removed. Two things stay, in a form that nobody can read a number from: that this phone is not to be texted, and the evidence of your consent.',
    confirm: 'End and erase',
  },
  ended: 'Your texts have ended',
  endedTold: 'Nothing more comes to your phone. To begin again, text us JOIN from it.',
  erasedTold: 'Nothing more comes to your phone, and your profile is erased. To begin again, text us JOIN from it.',
  newLink: 'You need a new link',
  newLinkTold: 'This page opens by the link in a text from us, for a day. Text us STATUS, and a new one comes at once.',
  byText: 'You can also change things by text: NOW, DAILY or WEEKLY for how often, STOP to end.',
  runOut: 'Your link has run out, and what you changed since is not saved. Text us STATUS for a new one.',
  receipt: 'What you agreed to',
  since: 'When',
  how: 'How',
  wording: 'Version',
  wordingGone: (version: string) => `${version}, which is not in use any more. Ask us for it.`,
  given: {
    confirmed: 'You signed up on our page and replied JOIN from your phone.',
    joined: 'You texted us JOIN.',
    returned: 'You came back by a text from your phone.',
    recorded: 'We hold your consent from elsewhere.',
  } satisfies Record<Given, string>,
  questions: 'Questions:',
  noTime: 'With this hour there would be days on which no text can come. Choose an earlier one.',
};

const spanish: typeof english = {
  title: 'Sus mensajes',
  skip: 'Ir al contenido',
  status: {
    active: 'Sus mensajes están activos.',
    paused: 'Sus mensajes están en pausa. La corrección de algo que recibió le espera una semana.',
    dormant:
      'No pudimos llegar a su teléfono, y sus mensajes esperan. Envíenos cualquier mensaje, como ESTADO, y siguen.',
  },
  pause: 'Pausar mis mensajes',
  resume: 'Reanudar mis mensajes',
  settings: 'Lo que usted recibe',
  notBefore: 'No antes de',
  anyHour: (opens, closes) => `A cualquier hora entre ${opens} y ${closes}`,
  notBeforeHint: 'Hora de donde usted vive.',
  save: 'Guardar',
  saving: 'Guardando …',
  saved: 'Guardado.',
  nothingNew: 'No hay nada nuevo que guardar.',
  end: 'Terminar sus mensajes',
  keep: 'Conservar mis mensajes',
  leave: {
    open: 'Terminar todos los mensajes',
    title: '¿Terminar todos los mensajes?',
    told: 'No llega nada más, tampoco la corrección de una verificación que usted recibió. Para empezar de nuevo, envíenos JOIN.',
    confirm: 'Terminar todos los mensajes',
  },
  erase: {
    open: 'Terminar y borrar mi perfil',
    title: '¿Terminar todos los mensajes y borrar su perfil?',
    told: 'No llega nada más, y borramos su número y sus preferencias. Quedan dos cosas, en una forma de la que nadie puede leer un número: que a este teléfono no se le escribe, y la prueba de su consentimiento.',
    confirm: 'Terminar y borrar',
  },
  ended: 'Sus mensajes han terminado',
  endedTold: 'No llega nada más a su teléfono. Para empezar de nuevo, envíenos JOIN desde él.',
  erasedTold:
    'No llega nada más a su teléfono, y su perfil está borrado. Para empezar de nuevo, envíenos JOIN desde él.',
  newLink: 'Necesita un enlace nuevo',
  newLinkTold:
    'Esta página se abre con el enlace de un mensaje nuestro, que sirve un día. Envíenos ESTADO y llega uno nuevo enseguida.',
  byText: 'También puede cambiar cosas por mensaje: AHORA, DIARIO o SEMANAL para la frecuencia, STOP para terminar.',
  runOut: 'Su enlace ha caducado, y lo que cambió desde entonces no está guardado. Envíenos ESTADO para recibir otro.',
  receipt: 'Lo que usted aceptó',
  since: 'Cuándo',
  how: 'Cómo',
  wording: 'Versión',
  wordingGone: (version) => `${version}, que ya no está en uso. Pídanoslo.`,
  given: {
    confirmed: 'Se inscribió en nuestra página y respondió JOIN desde su teléfono.',
    joined: 'Nos envió JOIN.',
    returned: 'Volvió con un mensaje desde su teléfono.',
    recorded: 'Tenemos su consentimiento por otra vía.',
  },
  questions: 'Preguntas:',
  noTime: 'Con esta hora habría días en que no puede llegar ningún mensaje. Elija una más temprana.',
};

export type Words = typeof english;
export const words: Readonly<Record<PageLanguage, Words>> = { en: english, es: spanish };
