import { editDistance } from './edit-distance.ts';

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Hardly a claim begins with one of these: whatever follows, it is an opt-out. `optout` stands for `opt out` too. */
export const strongKeywords = wordsOf(
  'unsubscribe unsubscribed unsub optout unenroll desuscribir desuscribirme desuscribanme',
);

/** These begin claims too ("End the Fed was…"), so that what follows must be about us. `nomas` stands for `no mas`, `nomore` for `no more`. */
export const weakKeywords = wordsOf(`
  cancel end quit revoke remove delete cease discontinue deactivate blocked cancelled canceled nomore
  exit terminate desist withdraw disable unfollow unjoin deregister unsign arret
  alto parenle parar para pare paren nomas baja salir cancelar cancela cancele cancelen detener detengan detenga detenganse eliminar borrar anular desactivar suspender`);

/** What people put before the thing they want. */
export const leadingWords = wordsOf(`
  please pls plz plse kindly just ok okay k hi hello hey yes yeah no nope nah thanks thx thank you lol omg wtf ugh seriously and but so then or
  oh sorry enough dude guys everyone now whatever not interested
  por favor porfavor porfa hola si gracias ya`);

/** What says nothing by itself after a keyword. `2`, `to` and `end` are from our own "STOP to end", copied. */
export const emptyWords = wordsOf(`
  please pls plz now already all this these it them that me my us our everything thanks thx thank you your ok okay asap immediately again anymore
  today too forever ugh of bro sir dude guys the a to 2 from for and desist
  por favor porfavor porfa plis ya ahora esto estos todo todos mi me gracias los las la el de a`);

/** What we are to the person: with one of these a keyword is about us. */
export const channelWords = wordsOf(`
  text texts txt txts texting message messages messaging msg msgs sms subscription subscriptions sub membership info data contacts alert alerts notification notifications
  update updates list number phone spam spamming contact contacting bothering harassing consent permission service communication communications
  crap shit garbage
  texto textos mensaje mensajes sms suscripcion alerta alertas notificaciones lista numero telefono mensajitos`);

/** These are about us together with a word that says whom: "quit sending me these", not "quit sending money". */
export const sendingWords = wordsOf('sending calling writing emailing send call write');
export const ourselves = wordsOf('me us my these this it');

/** Typing errors that are no words. Letters that are swapped or doubled, one that is missing, or its neighbour on the keyboard. */
const typos: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['stpo', 'sotp', 'tsop', 'stp', 'st0p', '5top', 'dtop', 'srop', 'stahp', 'stap', 'stopt'].map((word) => [
      word,
      'stop',
    ]),
  ),
  ...Object.fromEntries(['cancle', 'cancell', 'canel', 'cancal', 'cansel', 'cacel'].map((word) => [word, 'cancel'])),
  ...Object.fromEntries(['qiut', 'quitt', 'qit'].map((word) => [word, 'quit'])),
  ...Object.fromEntries(['optuot', 'opout', 'otpout', 'optot'].map((word) => [word, 'optout'])),
  ...Object.fromEntries(['dnt', 'dunt', 'donot'].map((word) => [word, 'dont'])),
  ...Object.fromEntries(['ezit', 'exut', 'exot', 'eixt'].map((word) => [word, 'exit'])),
  ...{ endit: 'end', stpp: 'stop' },
  ...{ kiero: 'quiero', kitenme: 'quitenme', kiteme: 'quiteme', kitame: 'quitame', kitar: 'quitar', ke: 'que' },
  ...Object.fromEntries(['plese', 'pleas', 'pleese', 'plaese', 'plss'].map((word) => [word, 'please'])),
};

/**
 * The keyword that a word was meant to be; else the word. `unsubscribe` with two letters wrong is still no other word; a short keyword
 * with one letter wrong often is (`stop`: shop, step; `cancel`: cancer), so that only those listed count.
 */
export const mendTypo = (word: string): string => {
  if (/^s+t+o+p+$/.test(word)) return 'stop';
  if (/^cance+l+$/.test(word)) return 'cancel';
  if (/^u.{7,12}$/.test(word) && editDistance(word, 'unsubscribe') <= 2) return 'unsubscribe';
  return typos[word] ?? word;
};

/** Whether a word may be STOP with one letter wrong. Only somebody who sends nothing else can have meant it. */
export const nearStop = (word: string): boolean => editDistance(word, 'stop') === 1;
