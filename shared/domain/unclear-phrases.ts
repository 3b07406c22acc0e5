import { countWords } from './inbound-words.ts';
import { channel, theChannel } from './opt-out-phrases.ts';
import { mensajes } from './opt-out-phrases-es.ts';
import { anyOf } from './phrases.ts';

/** Said alone these may be an opt-out; in a longer text they are only words. `ugh` is what an angry emoji is read as. */
const alone = [
  '(?:(?:ay|oh) )?(?:no+ )*no+(?: (?:ty|way jose))?',
  'nope',
  'nah',
  'hell no',
  'no thanks',
  'no thank you',
  'no texts?',
  'do not want',
  '(?:i )?(?:dont|do not) care(?: anymore)?',
  'give it a rest',
  '(?:please )?less(?: please)?',
  '(?:leave|thats) it',
  '(?:hard )?pass',
  'dont',
  'do not',
  'nothing anymore',
  '(?:(?:im|i am|we are|all|so) )*(?:done|finished|through|out|over it|over this)(?: (?:with|this|you|it|these|guys|yall|that))*',
  '(?:(?:thats|this is|its) )?(?:enough|too much)(?: already)?',
  '(?:ugh )*(?:ugh|not again|not you again)',
  '(?:(?:this|is|its|youre|you|are|so|very|how|a|these|thats|what) )*(?:annoying|irritating|obnoxious|unwanted|junk|scam|harassing)',
  '(?:(?:im|i am) )?not (?:interested|wanted|for me|now|today|my problem|cool)(?: anymore)?',
  'no longer interested',
  'bye(?: \\S+)?',
  'goodbye',
  'good riddance',
  'see ya',
  'off',
  'over',
  'leave',
  'pause',
  'mute',
  'quiet',
  'deleted?',
  'drop',
  'shut up',
  'go to hell',
  '(?:fuck|screw|f|fk|damn) (?:you|u|this|yall)',
  'stfu',
  // en español
  '(?:no )*no gracias',
  'ya no',
  'nada',
  '(?:ya )?(?:basta|suficiente|estuvo)(?: ya)?',
  'hart[oa]s?',
  'molestos?',
  'adios',
  'chao',
  'fin',
  'terminar',
  'pausa',
  '(?:ya )?call(?:ense|ate)',
  '(?:ay )?no me importa',
  'hasta aqui',
  'ahora no',
  'otra vez(?: ustedes)?',
  '(?:ya )?no me (?:interesa|gusta|sirve)',
  '(?:ya )?no estoy interesad[oa]',
  'no lo (?:necesito|quiero)',
  'dejenlo',
  'quitar',
];

/** Words that tell of somebody who is about to leave, wherever they stand. */
const anywhere = [
  `(?:sick|tired|fed up) (?:of|with) (?:this|these|your|you|it|all|the)`,
  `(?:i )?(?:hate|cant stand|cannot stand) (?:this|these|your|you|it) ?(?:${channel}|\\|)`,
  `(?:too|so|way too|this) (?:many|much) (?:${channel}|of these|\\|)`,
  `(?:are|is|its) (?:way )?too (?:much|many|often)`,
  `(?:text|texts|texting|message|send|sending) (?:me )?(?:way )?too (?:much|often|many)`,
  '(?:how|where|why) (?:did|do|does|are|have|r) (?:you|u|yall) (?:get|got|have|find|keep|text|texting|send|sending|messaging|contacting|even)',
  '(?:how|where) (?:you|u) (?:get|got) (?:my|this)',
  '(?:who|whos) (?:gave|give|giving) (?:you|u|out) (?:my|this)',
  `why (?:am i|do i|are we) (?:keep )?(?:getting|get|receiving|on)`,
  '(?:do i know|dont know|do not know|never heard of) (?:you|who you|who this)',
  'make (?:it|this|these|them|that) (?:go away|end|quit)',
  '(?:you|yall|you guys) (?:never|dont|wont|cant) (?:stop|quit)',
  '(?:this|it|these) (?:has|have|needs?) to (?:end|stop)',
  'when (?:does|will|do) (?:this|it|these) (?:end|stop)',
  '(?:changed|change) my mind',
  '(?:woke|wake|waking) (?:me|us) up',
  'dont need (?:this|these|it|you)',
  `cant do this`,
  'you to (?:quit|stop)',
  '(?:i guess )?im done here',
  'costs? me money',
  '(?:is|this|its) (?:this )?a scam',
  `nomore ${theChannel}`,
  // en español
  '(?:me|nos) (?:ya )?(?:tienen?|traen?) (?:\\S+ )?(?:hart[oa]s?|cansad[oa]s?)',
  '(?:me|nos) (?:canse|cansaron|harte|hartaron)',
  'que (?:fastidio|molestia|molestos?|lata|pesados|fastidiosos?)',
  'como (?:molestan|fastidian|chingan)',
  '(?:estoy|estamos) (?:cansad|hart)[oa]s? de',
  `(?:demasiados|muchos|tantos) ${mensajes}`,
  'mandan (?:mucho|demasiado|muchos|demasiados)',
  '(?:por|para) que (?:me|nos) (?:escriben?|mandan?|envian?|textean?|molestan?)',
  'de donde (?:sacaron|consiguieron|tienen|sacaste|obtuvieron) (?:mi|este|el)',
  'quien (?:les|te|le) dio (?:mi|este|el)',
  'no (?:los|las|lo|te) conozco',
  'no se quien (?:es|son|eres)',
  `(?:dejen|deje|deja) de (?:mandar|enviar|escribir|molestar|llamar)`,
];

/** What may be an opt-out and may not, wherever it stands. */
export const unclearPhrase = anyOf(anywhere);

/** Clauses that may be an opt-out where nothing else is said. */
export const unclearAlone = new RegExp(`^(?:${alone.join('|')})(?: (?:please|pls|thanks|thx|ty|por favor))?$`, 'u');

/** What has to do with being texted. Ballots have numbers too: "number of". */
const beingTexted =
  /(?<= )(?:te?xt(?:s|ed|ing)?|messag\S*|msgs?|sms|spam\S*|subscri\S*|unsub\S*|optout|sign(?:ed)? up|contact\S*|notif\S*|alerts?|receiv\S*|list|(?:phone|cell|number|num)(?! of| for)|by that name|mensaj\S*|textos?|numero(?! de)|telefono|celular|lista|suscri\S*|recib\S*|escrib\S*|textea\S*|molest\S*|(?:get|getting) (?:these|this|them)|permission|consent|mand(?:en|ando|ar|arme|enme)|envi(?:en|ando|ar|arme))(?= )/u;
/** What has to do with not wanting it. */
const notWanting =
  /(?<= )(?:no+|not|nomore|nomas|dont|doesnt|didnt|isnt|arent|cant|wont|never|nobody|none|without|less|fewer|lot|off|out|away|wrong|old|again|else|refrain|exclude|rid|prefer|remov\S*|delet\S*|stop\S*|end|quit|cancel\S*|enough|hate|tired|sick|block\S*|report(?:ed|ing)? (?:you|this|it)|lawyer|ni|nunca|jamas|nadie|menos|dejar|dejen|deje|equivoc\S*|molest\S*|favor)(?= )/u;
/** Verbs of ending, in any form, that somebody may say of us in a few words. */
const ending =
  /(?<= )(?:cancel\S*|unsub\S*|optout|remov\S*|delet\S*|eras(?:e|ed)|block\S*|report(?:ed|ing)?|suspen\S*|desactiv\S*|anul\S*|deactivat\S*|go away|out of this|borr(?:a|e|en|ar)|desuscri\S*|elimin(?:a|e|en|ar))(?= )/u;
/** Somebody else than us did it: a claim. */
const aboutOthers =
  /(?<= )(?:he|she|his|they|them|their|him|said|says|claims?|is it true|bill|law|laws|vot(?:e|es|ed|ers?)|ballots?|president|governor|mayor|senat\S+|congress|judge|court|city|states?|government|crime|tax\S*|million|billion|percent|dijo|ley|gobierno|alcalde|senador\S*|votos?|es cierto|es verdad|millones)(?= )/u;
/** "I am not Jennifer", "no soy Pedro": who wrote is not whom we think. */
const anotherPerson =
  /^\| (?:(?:sorry|hi|hello|um|no) )*(?:(?:im|i am|this is|its|youre texting) not|this isnt|not|no soy|esta no es|este no es|(?:ese |este |ya )?no es|yo no soy|hes not|shes not) (?!true\b|sure\b|really\b|bad\b|cierto\b|verdad\b|again\b)(?:\S+ ){1,5}\|$|(?<= )(?:no|doesnt|does not|isnt|nobody|not|no longer|ya no|aqui no) (?:\S+ ){0,4}(?:here|vive|aqui|aca)(?: \S+)? \|/u;
/** They miss a text that they want. */
const textMissed =
  /(?<= )(?:didnt|did not|not|havent|have not|never|no|dont|isnt) (?:i )?(?:get|got|getting|gotten|receive|received|receiving|recibi|recibo|llego|llega|coming|open|work|working|load|loading) (?!these |this |them )/u;
/** Complaints are short. */
const maxWordsOfComplaint = 14;
const maxWordsOfEnding = 5;

/** No phrase that we know, but it speaks of being texted and of not wanting it, and of nobody else. */
export const soundsLikeOptOut = (words: string): boolean => {
  if (aboutOthers.test(words) || textMissed.test(words)) return false;
  const count = countWords(words);
  if (count <= maxWordsOfComplaint && beingTexted.test(words) && notWanting.test(words)) return true;
  if (count <= maxWordsOfComplaint && / (?:stop|unsubscribe|optout) \|/.test(words)) return true;
  return (count <= maxWordsOfEnding && ending.test(words)) || anotherPerson.test(words);
};
