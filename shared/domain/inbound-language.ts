import { readWords } from './inbound-words.ts';

/** Keywords in Spanish, and the words that hardly a sentence in Spanish does without. None of them is a word in English. */
const spanish =
  /(?<= )(?:ayuda(?:me)?|alto|parar?|paren?|estado|cancelar|cancelen?|cancela|baja|salir|nomas|mas|unirme|unirse|comenzar|empezar|iniciar|reanudar|ahora|diari[oa]|semanal|quitar?|solamente|quien|quienes|que|por|favor|gracias|hola|esto|estos|esta|mensajes|textos|numero|telefono|quiero|deseo|soy|los|las|una|del|el|es|mi|con|para|dejen|deje|borren|nada)(?= )/u;
/** ONLY is SOLO, which English has too. */
const soloTopic = /^\| solo (?!career|cup|dev|trip|act)/;
const english =
  /(?<= )(?:help|status|the|this|that|these|you|your|please|who|what|my|of|and|to|i|im|is|are|was|did|not|dont|stop (?:the|this|these|it|texting|sending)|daily|weekly|now|only)(?= )/u;

/** The language that a text is plainly in; undefined where it may be in either, as STOP and JOIN are, which we tell everybody to send. */
export const languageOf = (body: string): 'en' | 'es' | undefined => {
  const words = readWords(body);
  const [inSpanish, inEnglish] = [spanish.test(words) || soloTopic.test(words), english.test(words)];
  if (inSpanish === inEnglish) return undefined;
  return inSpanish ? 'es' : 'en';
};
