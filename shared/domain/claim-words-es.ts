import { type ClaimWords, same, set } from './claim-lexicon.ts';

export const claimWordsEs: ClaimWords = {
  phrases: [
    [/\b(?:es|sera|seria) (?:cierto|verdad|correcto|un hecho)(?: (?:que|q|si)\b)?/g, ' '],
    [/\b(?:verdad o mentira|cierto o falso|verdadero o falso|o no)\b/g, ' '],
    [/[,.?!¿] *(?:verdad|cierto)[ ?!.]*$/, ' '],
    [/[,¿] *no *\?+$/, ' '],
    [/\bpor ciento\b/g, 'percent'],
    [/\bpuntos porcentuales\b/g, 'puntos'],
    [/\b(?:va|van|vamos) a ([a-z]+[aei]r)\b/g, '$1a'],
    [/\b(?:iba|iban) a ([a-z]+[aei]r)\b/g, '$1ia'],
    [/\b(?:tienen?|tenian?|hay|debe|deben|debera|deberan) que?\b/g, 'deber'],
    [/\ben contra\b/g, 'contra'],
    [/\ba favor\b/g, 'favor'],
    [/\bvacuna contra\b/g, 'vacuna de'],
    [/\b(?:por )?encima\b/g, 'encima'],
    [/\b(?:por )?debajo\b/g, 'debajo'],
    [/\best[ea] (ano|mes|semana|invierno|primavera|verano|otono|decada)\b/g, 'actual $1'],
    [/\b(?:al|por|cada) (ano|mes|semana|dia)\b/g, ' $1'],
    [/\bmas de(?= [$\d])/g, 'encima'],
    [/\bmenos de(?= [$\d])/g, 'debajo'],
    [/\bun tercio\b/g, 'untercio'],
    [/\bun cuarto\b/g, 'uncuarto'],
    [/\bya no\b/g, 'no todavia'],
  ],
  empty:
    set(`el la los las lo un una unos unas de del al a en y e que q se su sus le les me mi mis nos te tu con por para como es son
    era eran fue fueron ser sido sera seran esta estan estaba ha han habia haber he hemos hay este esta estos estas ese esa eso esos esas
    aquel aquella yo ella ellos ellas nosotros usted ustedes si sobre tambien muy pero cuando donde quien cual ya porque
    incluso incluido algun alguna mismo`),
  chatter: set(`hola oiga oye dicen dice dijo dijeron afirma segun verdad cierto creo quiero saber pregunta
    dolares dolar supuestamente gracias verificar`),
  sources: set(
    `facebook whatsapp tiktok internet redes cadena mensaje amigo amiga tia tio mama papa prima primo vecino vecina`,
  ),
  hearing: set('vi lei escuche dicen dice dijo dijeron afirma segun'),
  verdicts: set('verdadero real correcto'),
  omissible: set('personas persona gente dolares dolar'),
  titles:
    set(`secretario secretaria gobernador gobernadora alcalde alcaldesa senador senadora presidente presidenta congresista
    representante juez jueza comisionado comisionada fiscal sr sra dr dra`),
  sameAs: same(
    'morir: muerto muerta muertos muertas fallecido fallecidos fallecida murio murieron difuntos',
    'subir: aumento aumentar aumentaron aumenta aumentado crecio crecer incremento',
    'bajar: disminuyo disminuir cayo caer caido',
    'eliminar: quito quitar suprimio suprimir',
    'todo: toda todos todas cada cualquier',
    'beber: tomar toma tomo beber bebe',
    'hacer: hizo hace hecho hicieron',
    'decir: dicho diciendo',
    'ningun: ninguno ninguna',
    '#50%: mitad medio media',
    '#third: untercio',
    '#quarter: uncuarto',
    'ir: iban van va',
  ),
  firstPerson: set('yo mi mis nosotros nuestro nuestra he hemos'),
  saying: set('dice dijo afirma asegura'),
  aside: set('en durante desde sobre porque'),
  articles: set('el la los las un una su sus este esta'),
  being: set('fue fueron es son era eran sido ser sera seran'),
  participle: /(?:[ai]d|hech|dich|escrit|puest|rot)[oa]s?$/,
  by: 'por',
  than: undefined,
  from: set('desde'),
  to: set('hacia hasta al'),
  places: set('condado ciudad calle rio puente isla lago parque escuela universidad hospital departamento estado ley'),
};
