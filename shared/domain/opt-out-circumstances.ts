import { anyOf } from './phrases.ts';

/*
 * Why somebody may have no more texts from us though they never say "stop": the phone is a child's, a desk's or a dead person's, or
 * they speak of courts. Claims tell of the dead and of lawyers too, so that each of these speaks of this phone, or of themselves and us.
 */
const end = '\\|';
const device = '(?:phone|phones|number|cell|cellphone|line|ipad|tablet|device|mobile)';
const child =
  '(?:child|childs|childrens|kid|kids|son|sons|daughter|daughters|minor|minors|boys|girls|babys|toddlers|grandson|grandsons|granddaughter|granddaughters|teens|teenagers|students?|nephews?|nieces?)';
const underage = '(?:[1-9]|1[0-7])';
const dead = '(?:died|dead|deceased|passed|passed away|passed on|no longer alive|no longer with us)';
const relative =
  '(?:husband|wife|mother|mom|mum|father|dad|son|daughter|brother|sister|grandma|grandpa|grandmother|grandfather|partner|aunt|uncle|friend|spouse)';
const since =
  '(?: (?:away|on|in|last|this|a|an|few|couple|of|two|three|four|five|\\d+|years?|months?|weeks?|days?|ago|back|yesterday|now|already|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|fall|winter))*';
const courteous = '(?:(?:sorry|hi|hello|hey|no|but|um|oh|im|i|am|please|unfortunately|and) )*';

const pariente =
  '(?:esposo|esposa|marido|mujer|mama|papa|madre|padre|hijo|hija|hermano|hermana|abuelo|abuela|tio|tia|suegr[oa]|amig[oa])';
const murio = '(?:ya |se |ha |habia |esta |esta )*(?:fallec\\S+|muri(?:o|eron)|muert[oa]|difunt[oa])';
const desde =
  '(?: (?:ya|hace|en|el|la|de|del|un|una|dos|tres|\\d+|anos?|mes|meses|semanas?|dias?|pasado|pasada|ayer))*';
const aparato = '(?:numero|telefono|celular|cel|movil)';
const menor = '(?:hij[oa]|hijit[oa]|niet[oa]|nin[oa]|sobrin[oa]|bebe|nene|nena)';

export const endingCircumstance = anyOf([
  // courts
  '(?:violat\\S+|violation|breach\\S*) (?:of )?(?:the )?(?:tcpa|dnc|do not call|telephone consumer)',
  '(?:you|youre|u) (?:are |r )?(?:violating|in violation|breaking the law)',
  `\\| ${courteous}(?:my|our) (?:lawyer|lawyers|attorney|attorneys|solicitor|legal team) (?:will|is|are|has|have|wants|can)`,
  '(?:im|i am|ill|i will|im going to|i am going to|im gonna) (?:be )?(?:call|calling|contact|contacting|get|getting|hire|hiring) (?:my|a|an|our) (?:lawyer|attorney)',
  '(?:im|i am|i feel|i am being|im being|being) harassed',
  '(?:los|las|les|lo|la|le|te) voy a (?:demandar|reportar|denunciar|poner (?:una )?(?:demanda|denuncia))',
  'voy a (?:demandar|denunciar|reportar)(?:los|las|lo|te|le|les)',
  `\\| (?:ya |yo )*(?:los|las|te) (?:denuncio|demando|reporto)`,
  `\\| (?:ya )?mi abogad[oa] (?:los|las|les|lo|le|te|se)`,
  `\\| (?:(?:esto|ya|lo|de|ustedes|que|hacen) )*(?:es|son) (?:un |puro |una )?acoso ${end}`,
  // a child's
  `(?:this|that|it|number|${device}) (?:is|belongs to) (?:a|my|our|the|her|his) (?:\\S+ ){0,3}${child} ${device}`,
  `this ${device} (?:is|belongs to) (?:a|my|our) (?:\\S+ ){0,3}${child} ${end}`,
  `\\| ${courteous}(?:im|i am) (?:(?:only|just|still|literally) )*(?:a (?:minor|kid|child|little kid)|minor|${underage}(?: (?:years?|yrs?)(?: old)?| yo)?|under ?(?:18|age)|underage) ${end}`,
  `\\| ${courteous}(?:im|i am) ${underage} (?:and|so|but|please|yo|years? old)`,
  `(?:he|she|son|daughter|kid|child|minor) (?:is |now )?(?:uses|has|using|owns|carries) (?:this|that) ${device}`,
  `\\| (?:(?:hola|yo|pero|perdon|solo) )*tengo ${underage} anos ${end}`,
  `\\| (?:(?:hola|yo|pero|perdon) )*soy (?:(?:un|una) )?(?:menor(?: de edad)?|nin[oa]) ${end}`,
  `(?:este|ese|esto) (?:\\S+ )?(?:\\S+ )?(?:${aparato} )?(?:es )?(?:de|del) (?:mi|una?|nuestr[oa]) (?:\\S+ )?(?:${menor}|menor)`,
  // a desk's
  `this (?:is|number is|phone is) (?:a|my|our|the|an) (?:\\S+ )?(?:(?:work|business|office|company|hospital|school|shared|house|home) ${device}|landline|land line|fax(?: machine| line)?|pager)(?: (?:please|thanks|thank you))? ${end}`,
  `\\| ${courteous}(?:youre|you are|u are) (?:texting|messaging|calling) (?:a|an|my|the|our) (?:\\S+ ){0,2}(?:landline|${device}) ${end}`,
  `(?:este|esto) (?:\\S+ )?es (?:un|mi|el) (?:\\S+ )?(?:(?:telefono|celular|numero) (?:fijo|del? (?:mi )?(?:trabajo|negocio|empresa|oficina))|fax) ${end}`,
  // a dead person's
  `(?:person|man|woman|one|guy|lady) (?:that |who |whom )?(?:you|youre|u) (?:\\S+ ){0,4}(?:is |has |have )?${dead}`,
  `owner of (?:this|the) ${device} (?:\\S+ )?(?:is |has |have )?${dead}`,
  `(?:dueno|duena|titular|persona) (?:de|del|que) (?:este |esta |ese )?(?:\\S+ ){0,4}${murio}`,
]);

/** Somebody has died. It may be a claim ("My dad died of the shot", to which more is said), so that these end with the death and its day. */
export const toldOfDeath = anyOf([
  `\\| ${courteous}(?:he|she|(?:my|our|her|his) (?:late )?${relative}) (?:(?:has|is|was|already|just|recently|had|unfortunately|sadly) )*${dead}${since} ${end}`,
  `\\| (?:(?:perdon|hola|lo|siento|es|que|pero|ya) )*(?:el|ella|(?:mi|su|nuestr[oa]) ${pariente}) ${murio}${desde} ${end}`,
]);
