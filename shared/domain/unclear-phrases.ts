import { countWords } from './inbound-words.ts';
import { channel, theChannel } from './opt-out-phrases.ts';
import { mensajes } from './opt-out-phrases-es.ts';
import { anyOf } from './phrases.ts';

/** Said alone these may be an opt-out; in a longer text they are only words. `ugh` is what an angry emoji is read as. */
const alone = [
  '(?:(?:ay|oh) )?(?:no+ )*no+(?: (?:ty|way jose))?',
  'please no',
  'n',
  'negative',
  'nope',
  'nah(?: bro| dude| man| fam)?',
  'no thx',
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
  'out',
  'ext',
  '(?:knock|cut) it (?:off|out)',
  'kill (?:it|this)',
  'not wanted',
  '(?:refuse|rejected?|declined?)',
  '(?:hush|be quiet|silence|rm|dnd)',
  'see you in court',
  'new (?:phone|number)(?: who (?:dis|this|is this))?',
  'this is a new (?:number|phone)',
  '(?:(?:im|i am|we are|were) )?not interested',
  '(?:i )?(?:dont|do not|no|not|wont|will not) join',
  'join (?:no|nope)',
  '(?:(?:this|it) is )?getting annoying',
  'youre texting an? \\S+',
  'you are texting an? \\S+',
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
  'fuera',
  'largo',
  'acoso',
  'no lo deseo',
  '(?:no|sin) (?:textos|mensajes)',
  '(?:usted |ustedes |te |se )?esta[ns]? equivocad[oa]s?',
  'quitar',
];

/** Words that tell of somebody who is about to leave, wherever they stand. */
const anywhere = [
  `(?:sick|tired|fed up) (?:of|with) (?:this|these|your|you|it|all|the)`,
  `(?:i )?(?:hate|cant stand|cannot stand) (?:this|these|your|you|it) ?(?:${channel}|\\|)`,
  `(?:too|so|way too|this) (?:many|much) (?:${channel}|of these)`,
  `\\| (?:(?:way|too|so|this|thats|its|is|just|that|its|oh|god) )*(?:many|much) \\|`,
  `(?:this|these|those|it|that|texts|messages|you|they) (?:are |is )?(?:just )?(?:way )?too (?:much|many|often)`,
  `its (?:just )?(?:way )?too (?:much|many|often)`,
  `(?:text|texts|texting|message|send|sending) (?:me )?(?:way )?too (?:much|often|many)`,
  '(?:how|where|why) (?:did|do|does|are|have|r) (?:you|u|yall) (?:get|got|have|find|keep|text|texting|send|sending|messaging|contacting|even)',
  '(?:how|where) (?:you|u) (?:get|got) (?:my|this)',
  '(?:who|whos) (?:gave|give|giving) (?:you|u|out) (?:my|this)',
  `why (?:am i|do i|are we) (?:keep )?(?:getting|get|receiving|on)`,
  '(?:do i know|dont know|do not know|never heard of) (?:you|who you|who this)',
  'make (?:it|this|these|them|that) (?:go away|end|quit)',
  '(?:you|yall|you guys) (?:never|dont|wont) (?:stop|quit)',
  `(?:you|yall) cant (?:stop|quit) (?:\\||texting|sending|bothering)`,
  '(?:this|it|these) (?:has|have|needs?) to (?:end|stop)',
  'when (?:does|will|do) (?:this|it|these) (?:end|stop)',
  '(?:changed|change) my mind',
  '(?:woke|wake|waking) (?:me|us) up',
  'dont need (?:this|these|it|you)',
  `(?:i|we|just|\\|) (?:cant|can not|cannot) do this`,
  `(?:im|i am|ill|i will) (?:call|calling|contacting) the (?:police|cops|fcc|ftc)`,
  'you to (?:quit|stop)',
  '(?:i guess )?im done here',
  'costs? me money',
  `(?:this|it|these|thats|its|youre|you) (?:is |are |must be )?(?:all |just |such )?(?:a )?scam(?:s|mers?)? ?\\|`,
  `is (?:this|it) (?:a )?scam \\|`,
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
  /(?<= )(?:te?xt(?:s|ed|ing)?|messag\S*|msgs?|sms|spam\S*|subscri\S*|unsub\S*|optout|sign(?:ed)? up|contact\S*|notif\S*|alerts?|receiv\S*|list|(?:phone|cell|number|num)(?! of| for)|by that name|mensaj\S*|textos?|numero(?! de)|telefono|celular|lista|suscri\S*|recib\S*|escrib\S*|textea\S*|molest\S*|(?:get|getting) (?:these|this|them)|(?:my|your|our|any) (?:permission|consent)|mand(?:en|ando|ar|arme|enme)|envi(?:en|ando|ar|arme))(?= )/u;
/** What has to do with not wanting it. */
const notWanting =
  /(?<= )(?:no+|not|nomore|nomas|dont|doesnt|didnt|isnt|arent|cant|wont|never|nobody|none|without|less|fewer|lot|off|out|away|wrong|old|again|else|refrain|exclude|rid|prefer|remov\S*|delet\S*|stop\S*|end|quit|cancel\S*|enough|hate|tired|sick|block\S*|report(?:ed|ing)? (?:you|this|it)|lawyer|ni|nunca|jamas|nadie|menos|dejar|dejen|deje|equivoc\S*|molest\S*|favor)(?= )/u;
/** Verbs of ending, in any form, that somebody may say of us in a few words. */
const ending =
  /(?<= )(?:cancel\S*|unsub\S*|optout|remov\S*|delet\S*|eras(?:e|ed)|block\S*|reported|reporting|report (?:you|u|this|it|spam)|suspen\S*|desactiv\S*|anul\S*|deactivat\S*|go away|out of this|borr(?:a|e|en|ar)|desuscri\S*|elimin(?:a|e|en|ar))(?= )/u;
/** Somebody else than us did it: a claim. */
const aboutOthers =
  /(?<= )(?:he|she|his|they|them|their|him|said|says|claims?|is it true|(?<!phone )bill|law|laws|vot(?:e|es|ed|ers?)|ballots?|president|governor|mayor|senat\S+|congress|judge|court|city|states?|government|crime|tax\S*|million|billion|percent|republicans?|democrats?|gop|trump|biden|harris|obama|clintons?|vance|musk|fbi|cia|irs|epa|fema|secret service|police|certificates?|count(?:y|ies)|bidens?|trumps?|dijo|presidente|gobernador\S*|congreso|ley|gobierno|alcalde|senador\S*|votos?|es cierto|es verdad|millones)(?= )/u;
/** What was done by and to nobody who speaks here: "texts were deleted". */
const wasDone =
  /(?<= )(?:was|were|been|are being|is being) (?:not |never |all )?(?:delet|sent|arrest|count|cancel|releas|leak|sign|hack|ignor|lost)\S*(?= )/u;
/** Whoever says I or you speaks of themselves and us, whoever else comes in. */
const speaksToUs =
  /(?<= )(?:i|im|ive|id|ill|me|my|mine|we|us|our|you|youre|your|yall|u|ur|yo|mi|nos|ustedes|usted|sus|su)(?= )/u;
/** Somebody else's words: "Trump said leave me alone". Not "I said", nor "my wife says". */
const saidByOthers =
  /\| (?:(?:did|has|the|is it true|that|but|and|president|senator|governor|mayor|el|la|senador|gobernador|presidente) )*(?!(?:i|we|you|u|ive|he|she|it|who|my|our|already|just|have|what|as|this|stop|please) )[\p{L}\p{N}]+(?: (?!(?:i|we|you|u|ive|have|already|just) )[\p{L}\p{N}]+)? (?:said|says|say|tweeted|shouted|told \S+(?: to)?|dijo|dice) /u;
const toldUs = /(?<= )(?:you|your|youre|yall|u|ur|te?xt\S*|messag\S*|list|number|ustedes|sus|mensajes|textos)(?= )/u;

/** Speaks of others and of nobody here. */
export const isOfOthers = (words: string): boolean =>
  (aboutOthers.test(words) || wasDone.test(words)) && !speaksToUs.test(words);

/** Tells what somebody else said, and speaks of no texts. */
export const isReported = (words: string): boolean => saidByOthers.test(words) && !toldUs.test(words);

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
  if (aboutOthers.test(words) || isOfOthers(words) || textMissed.test(words)) return false;
  const count = countWords(words);
  if (count <= maxWordsOfComplaint && beingTexted.test(words) && notWanting.test(words)) return true;
  if (count <= maxWordsOfComplaint && / (?:stop|unsubscribe|optout) \|/.test(words)) return true;
  return (count <= maxWordsOfEnding && ending.test(words)) || anotherPerson.test(words);
};
