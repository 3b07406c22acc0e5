import type { ConsentReceipt } from '../../shared/domain/consent-history.ts';
import type { PageLanguage } from '../parts/language.ts';

/** How consent was given: the receipt names nothing else. */
type Given = Extract<ConsentReceipt['kind'], 'confirmed' | 'joined' | 'returned' | 'recorded'>;

const english = {
  title: 'Your texts',
  skip: 'Skip to content',
  status: {
    active: 'Your texts are on.',
    paused: 'Your texts are paused. A correction to something you received will be held for you for a week.',
    dormant:
      'We could not reach your phone, so your texts are on hold. Text us anything, such as STATUS, to restart them.',
  },
  pause: 'Pause my texts',
  resume: 'Resume my texts',
  settings: 'What you get',
  notBefore: 'Not before',
  anyHour: (opens: string, closes: string) => `Any time between ${opens} and ${closes}`,
  notBeforeHint: 'Your local time.',
  save: 'Save',
  saving: 'Saving …',
  saved: 'Saved.',
  nothingNew: 'There is nothing new to save.',
  end: 'End your texts',
  keep: 'Keep my texts',
  leave: {
    open: 'End all texts',
    title: 'End all texts?',
    told: 'You will get nothing more, not even a correction to a fact-check you received. To start again, text us JOIN.',
    confirm: 'End all texts',
  },
  erase: {
    open: 'End all texts and erase my profile',
    title: 'End all texts and erase your profile?',
    told: 'You will get nothing more, and your number and settings are removed. Two things are kept, in a form from which nobody can read your number: the fact that this phone must not be texted, and the evidence of your consent.',
    confirm: 'End and erase',
  },
  ended: 'Your texts have ended',
  endedTold: 'We will send nothing more to your phone. To start again, text us JOIN from it.',
  erasedTold:
    'We will send nothing more to your phone, and your profile is erased. To start again, text us JOIN from it.',
  newLink: 'You need a new link',
  newLinkTold:
    'This page opens from the link in one of our texts, which works for a day. Text us STATUS to get a new one right away.',
  byText: 'You can also change things by text: NOW, DAILY or WEEKLY for how often, STOP to end.',
  runOut: 'Your link has expired, and the changes you made since then are not saved. Text us STATUS for a new one.',
  receipt: 'What you agreed to',
  since: 'When',
  how: 'How',
  wording: 'Version',
  wordingGone: (version: string) => `${version}, which is no longer in use. Ask us for a copy.`,
  given: {
    confirmed: 'You signed up on our page and replied JOIN from your phone.',
    joined: 'You texted us JOIN.',
    returned: 'You came back by texting us from your phone.',
    recorded: 'You gave us your consent another way.',
  } satisfies Record<Given, string>,
  questions: 'Questions?',
  noTime: 'With this hour, there would be days when no text could reach you. Choose an earlier one.',
};

const spanish: typeof english = {
  title: 'Sus mensajes',
  skip: 'Ir al contenido',
  status: {
    active: 'Sus mensajes están activos.',
    paused:
      'Sus mensajes están en pausa. Si se corrige algo que recibió, guardaremos la corrección para usted una semana.',
    dormant:
      'No pudimos comunicarnos con su teléfono y sus mensajes están en espera. Envíenos cualquier mensaje, como ESTADO, para reanudarlos.',
  },
  pause: 'Pausar mis mensajes',
  resume: 'Reanudar mis mensajes',
  settings: 'Lo que usted recibe',
  notBefore: 'No antes de',
  anyHour: (opens, closes) => `A cualquier hora entre las ${opens} y las ${closes}`,
  notBeforeHint: 'En su hora local.',
  save: 'Guardar',
  saving: 'Guardando …',
  saved: 'Guardado.',
  nothingNew: 'No hay nada nuevo que guardar.',
  end: 'Dejar de recibir mensajes',
  keep: 'Seguir recibiendo mensajes',
  leave: {
    open: 'Dejar de recibir mensajes',
    title: '¿Dejar de recibir mensajes?',
    told: 'Ya no recibirá nada más, ni siquiera la corrección de una verificación que recibió. Para empezar de nuevo, envíenos JOIN.',
    confirm: 'Dejar de recibir mensajes',
  },
  erase: {
    open: 'Dejar de recibirlos y borrar mi perfil',
    title: '¿Dejar de recibir mensajes y borrar su perfil?',
    told: 'Ya no recibirá nada más, y borraremos su número y sus preferencias. Se conservan dos cosas, en una forma que no permite leer su número: que a este teléfono no se le debe escribir, y la prueba de su consentimiento.',
    confirm: 'Dejar de recibirlos y borrar',
  },
  ended: 'Ya no recibirá nuestros mensajes',
  endedTold: 'Ya no recibirá nada más en su teléfono. Para empezar de nuevo, envíenos JOIN desde él.',
  erasedTold:
    'Ya no recibirá nada más en su teléfono, y su perfil está borrado. Para empezar de nuevo, envíenos JOIN desde él.',
  newLink: 'Necesita un enlace nuevo',
  newLinkTold:
    'Esta página se abre con el enlace de un mensaje nuestro, que sirve por un día. Envíenos ESTADO y recibirá uno nuevo enseguida.',
  byText:
    'También puede cambiar cosas por mensaje: AHORA, DIARIO o SEMANAL para la frecuencia, STOP para dejar de recibirlos.',
  runOut: 'Su enlace ha vencido, y lo que cambió desde entonces no se guardó. Envíenos ESTADO para recibir otro.',
  receipt: 'Lo que usted aceptó',
  since: 'Cuándo',
  how: 'Cómo',
  wording: 'Versión',
  wordingGone: (version) => `${version}, que ya no está en uso. Pídanos una copia.`,
  given: {
    confirmed: 'Se inscribió en nuestra página y respondió JOIN desde su teléfono.',
    joined: 'Nos envió JOIN.',
    returned: 'Volvió con un mensaje desde su teléfono.',
    recorded: 'Nos dio su consentimiento por otra vía.',
  },
  questions: '¿Preguntas?',
  noTime: 'Con esta hora habría días en que no podría llegarle ningún mensaje. Elija una más temprana.',
};

export type Words = typeof english;
export const words: Readonly<Record<PageLanguage, Words>> = { en: english, es: spanish };
