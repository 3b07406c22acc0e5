import { type ClaimWords, same, set } from './claim-lexicon.ts';

const numberWords =
  'half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|' +
  '(?:twen|thir|for|fif|six|seven|eigh|nine)ty|a (?:hundred|thousand|million|billion|third|quarter)';
const beforeNumber = (phrases: string): RegExp =>
  new RegExp(`\\b(?:${phrases})(?= (?:[$\\d]|(?:${numberWords})\\b))`, 'g');

export const claimWordsEn: ClaimWords = {
  phrases: [
    [
      /\b(?:is(?:n't| not)? it|is this|is that) (?:really |actually )?(?:true|right|correct|a fact)\b(?: that| if)?/g,
      ' ',
    ],
    [/\b(?:true or false|true or not|whether or not|or not|fact[ -]?check|not only)\b/g, ' '],
    [
      /[,.?!] *(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had)(?:n't)? (?:it|he|she|they|that|there)[ ?!.]*$/,
      ' ',
    ],
    [/[,.?!] *(?:right|true|correct|huh)[ ?!.]*$/, ' '],
    [/, *no *\?+$/, ' '],
    [/\bin favor of\b/g, 'for'],
    // nobody who voted on it need have voted for it
    [/\b(vot(?:e|es|ed|ing)) for\b/g, '$1 infavor'],
    [/\bper ?cent\b/g, 'percent'],
    [/\bpercentage points?\b/g, 'points'],
    [/\bas good as\b/g, ' '],
    [/\bas ((?:\S+ ){1,5}?)as\b/g, '$1 than'],
    [/\bwould like to\b/g, 'want to'],
    [/\b(?:going|about) to go (?=up|down)/g, 'going to be '],
    [/\b(?:was|were) (not )?(?:going|about) to\b/g, 'would $1'],
    [/\b(?:is|are|am) (not )?(?:going to|gonna|about to)\b/g, 'will $1'],
    [/\b(?:is|are) ((?:[^\s,.;:?!]+ ){1,8}?)(?:going to|gonna|about to)\b/g, '$1will'],
    [/\b(?:going to|gonna|about to)\b/g, 'will'],
    // whoever had to need not now
    [/\bhad to\b/g, 'was must'],
    [/\b(?:have|has|having|need|needs|required|obliged|forced) to\b/g, 'must'],
    [/\b(?:went|gone|was|were|been) up\b/g, 'rose'],
    [/\b(?:went|gone|was|were|been|came) down\b/g, 'fell'],
    [/\b(?:is|are) going up\b/g, 'is rising'],
    [/\b(?:is|are) going down\b/g, 'is falling'],
    [/\b(?:go|goes|be) up\b/g, 'rise'],
    [/\b(?:go|goes|be|comes?) down\b/g, 'fall'],
    [/\b(?:is |are )?up (?=[$\d])/g, 'rose '],
    [/\b(?:is |are )?down (?=[$\d])/g, 'fell '],
    // what is spent this year need not be spent each year
    [/\bthis (year|month|week|winter|spring|summer|fall|season|term|decade)\b/g, 'current $1'],
    [/\b(?:per|a|each|every) (year|month|week|day)\b/g, ' $1'],
    [/\b(?:three times|thrice|3x)\b/g, 'triple'],
    [/\b(?:two times|2x)\b/g, 'double'],
    [beforeNumber('more than|greater than|older than|at least'), 'above'],
    [beforeNumber('less than|fewer than|younger than|at most|up to'), 'below'],
    [beforeNumber('over'), 'above'],
    [beforeNumber('under'), 'below'],
    [/\b(?:a|one) third\b/g, 'onethird'],
    [/\b(?:a|one) (?:quarter|fourth)\b/g, 'onequarter'],
    [/\bone and a half\b/g, '1.5'],
    [/\b(\d+) and a half\b/g, '$1.5'],
    [/\bno longer\b/g, 'not still'],
    [/\bwithout\b/g, 'with no'],
    [/\b(?:in|of|this|last|since|by|until|next|early|late) may\b/g, ' monthofmay'],
  ],
  empty:
    set(`a an the this that these those there here it its he she they them him her his their theirs who whom whose which
    what when where why how i me my mine we us our ours you your yours is are was were be been being am do does did doing done has
    have had having of in on at over under for to from into by with as and but if so than then because about around roughly
    any also too even including include includes s re ve d m t just during onto upon while much one per ones single`),
  chatter:
    set(`please hey hi hello says say said saying claims claim claimed claiming according apparently really actually wow omg
    wondering wonder check verify confirm question ok okay now yes yeah guys dollars dollar supposedly
    allegedly`),
  sources:
    set(`facebook twitter tiktok instagram whatsapp youtube online internet friend aunt uncle mom dad neighbor brother sister
    cousin`),
  hearing: set('saw seen heard hear read reading told tell says say said posted'),
  verdicts: set('true real'),
  omissible: set('people person persons dollars dollar shows'),
  titles:
    set(`secretary governor gov mayor senator sen president congressman congresswoman congressperson representative rep judge
    sheriff councilman councilwoman councilmember commissioner attorney general dr mr mrs ms`),
  sameAs: same(
    'send: sent sends sending',
    'die: dead died dies dying deceased death',
    'rise: rose risen rising rises increase increased increases increasing grow grew grown grows growing climb climbed climbs soar soared jump jumped surge surged raise raised raises raising hike hiked hikes',
    'fall: fell fallen falls falling decrease decreased decreases drop dropped drops dropping decline declined declines decreasing',
    'cut: cuts cutting slash slashes slashed slashing reduce reduced reduces reducing',
    'every: all each everyone everybody anyone anybody entire whole',
    'below: beneath',
    'less: fewer',
    'double: doubles doubled doubling twice',
    'triple: triples tripled tripling',
    'give: gave given gives giving',
    'take: took taken takes taking',
    'pay: paid pays paying',
    'build: built builds building',
    'buy: bought buys buying purchase purchased purchases',
    'sell: sold sells selling',
    'spend: spent spends spending',
    'lose: lost loses losing loss',
    'win: won wins winning',
    'make: made makes making',
    'hold: held holds holding',
    'leave: left leaves leaving',
    'steal: stole stolen steals stealing',
    'know: knew known knows',
    'break: broke broken breaks breaking',
    'write: wrote written writes writing',
    'run: ran runs running',
    'lead: led leads leading',
    'meet: met meets meeting',
    'teach: taught teaches teaching',
    'get: got gotten gets getting',
    'see: sees seeing',
    'child: children kid kids',
    'man: men',
    'woman: women',
    'must: shall',
    'may: might could',
    'will: wont',
    'high: higher highest',
    'low: lower lowest lowers lowered lowering',
    'ban: banned bans banning prohibit prohibits prohibited outlaw outlaws outlawed',
    'against: oppose opposed opposes opposing',
    'statewide: state-wide',
    'dump: dumps dumped dumping',
    '#third: onethird',
    '#quarter: onequarter',
    '#50%: half halves',
  ),
  firstPerson: set('i my me we our'),
  saying: set('says say said claims claimed claim told posted'),
  aside: set('in at on during since under over about because'),
  articles: set('the a an this that its his her their my'),
  being: set('is are was were be been being got get gets'),
  participle:
    /ed$|^(?:sent|built|bought|sold|paid|spent|lost|won|made|held|left|stolen|broken|written|led|taught|given|taken|seen|cut|shot|hit|told|driven|thrown|chosen|hidden|beaten)$/,
  by: 'by',
  than: 'than',
  from: set('from'),
  to: set('to into'),
  places: set(
    'county city town street avenue river bridge island lake park school university hospital department state act',
  ),
};
