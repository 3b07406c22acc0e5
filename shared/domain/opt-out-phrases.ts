import { anyOf } from './phrases.ts';

export const channel =
  '(?:texts?|txts?|texting|messages?|messaging|msgs?|sms|alerts?|notifications?|updates?|subscription|crap|shit|bs|garbage)';
export const theChannel = `(?:(?:these|this|those|your|ur|the|any|all|such|more|no|political|stupid|damn|fucking|of|with|daily|my) )*${channel}`;
const you = '(?:you|u|ya|yall|you guys|you people)';
const phone = '(?:phone number|cell|number|phone|name|info|contact|mobile)';
const please = '(?:please|pls|plz|kindly)';
const end = '\\|';
const never = '(?:dont|do not|never|dont ever|do not ever|dont you ever|dont u)';
const sending =
  '(?:texting|testing|messaging|contacting|calling|emailing|bothering|harassing|spamming|sending|writing|annoying)';
const whom = `(?:me|us|this|these|those|my|it|them|here|again|anymore|any|anything|nomore|${end}|${theChannel})`;
const courtesy = '(?: (?:please|pls|plz|now|already|asap|thanks|thank you))*';
const ourList = `(?:list|group|thing|chat|thread|program|service|campaign|mess|nonsense|stuff|${channel})`;
const unwanted = `(?:these|this|those|them|it|nomore|anymore|${theChannel}|(?:to )?(?:receive|get|hear) ~(?:these|this|them|it|from you|${channel}))`;

/** A conservative reading of plain words in English: whoever says one of these wants no more texts. */
export const plainOptOut = anyOf([
  // please stop
  `${please} (?:stop|quit|cancel|end|unsubscribe|optout|cease|discontinue) ?${whom}`,
  `(?:can|could|will|would|wont|cant|why wont|why dont|why cant) ${you} (?:please |just |ever |pls )*(?:stop|quit|cancel|end) ${whom}`,
  `(?:can|could|will|would|wont|cant|why wont|why dont|why cant) ${you} (?:please |just |ever |pls )*(?:stop|quit) ${sending}`,
  `(?:need|have|should|better|must) (?:to )?(?:stop|quit) (?:${sending}|${end})`,
  `(?:i|we|id|ive) (?:already |just |really |have )*(?:want|need|told|asked|said|say|wanna|would like|like|tell|keep|sent|send|texted|replied|wish) ~(?:stop|quit) (?:${whom}|${sending}|(?:one|two|three|\\d+|so many|many))`,
  `(?:reply|text|send|say|said|type|texting|sending|saying|replied|texted|typed|wrote) stop (?:${end}|already|twice|again|before)`,
  `i keep (?:saying|texting|sending|typing|replying) stop`,
  `(?:time|but|enough|god|sake|sakes) stop ${end}`,
  `help (?:me|us) (?:to )?(?:stop|end|quit|leave|unsubscribe|optout) ?(?:${whom}|getting|receiving)`,
  `reply stop to`,
  `(?:said|say|please|want|told you) (?:no|nomore|not any more) ${theChannel}`,
  `(?:want|like|need|wish|prefer) to stop (?:getting|receiving|hearing|these|this|the|all|${channel})`,
  `(?:if|that|wish) ${you} (?:stopped|quit) ${sending}`,
  `(?:want|need|like|wish) ${theChannel} to (?:stop|end)`,
  `(?:rather|prefer) (?:not|to not|not to) (?:get|receive|be|hear) ~(?:these|this|texted|contacted|from you|${theChannel})`,
  `how (?:do|can|to) (?:i |you |we )?(?:make |get )?(?:this |these |it |you |them |${theChannel} )?(?:to )?stop (?:getting|receiving|${whom})`,
  `make (?:it|this|these|them|${theChannel}) (?:stop|end)`,
  `stop ${sending} (?:me|us|this|these|those|my|it|them|people|${theChannel})`,
  `stop (?:these|your|ur|with ~|the|all|those) ?${channel}`,
  // unsubscribe, opt out, cancel
  `(?:i|we|id|me|im|ive|tried|trying) ~(?:unsubscrib\\S+|unsub|optout|opted out)`,
  `how (?:do|to|can) (?:i |we )?(?:unsubscribe|unsub|optout|turn ~off) ?`,
  `how (?:do|to|can) (?:i |we )?(?:cancel|get out|get off)(?: of)?(?: (?:(?:this|these|your|ur|the|my) )?(?:\\S+ )?${ourList}| (?:this|these|it|here))?${courtesy} ${end}`,
  `(?:way|button|link|option|able) to (?:unsubscribe|unsub|optout|stop (?:this|these|getting|receiving|your))`,
  '(?:unsubscribe|unsub|unenroll|unregister) (?:me|us|my|this)',
  'opt (?:me|us) out',
  `(?:i|we|id|can you|can i) (?:want to |wanna |would like to |like to |need to )?(?:cancel|end|discontinue) (?:this|these|it|my subscription|${theChannel}|${end})`,
  // take me off
  `(?<!(?:they|he|she|it) )(?:take|get|taking) (?:me|us|my|this|the|his|her|our|that|mom|dad) ~(?:off|out)(?! of (?!this |your |ur |here |it |these |all |my |ya |that |(?:the )?(?:\\S+ )?${ourList} )\\S)`,
  `(?:want|get|am|be|wanna be|like) (?:off|out)(?: (?:of )?(?:(?:this|your|ur|these|the)(?: \\S+)? ${ourList}|this|here|the list))?${courtesy} ${end}`,
  `i want (?:off|out)`,
  `(?:off|from|out of) (?:(?:this|your|ur|ya) (?:\\S+ )?|the (?:(?:mailing|text|texting|contact|call|calling|phone|message|sms|subscriber|alert|email|damn) )?)list`,
  `\\| off (?:the |your |this |my )?list ${end}`,
  `\\| (?:(?:please|pls|plz|just|can you|could you|so|and|you|i hate \\S+) )*(?:let me|let us|lemme|leave me|leave us|count me|count us|keep me|keep us|sign me|sign us|scratch me|strike me) (?:off|out)(?! of (?:jail|prison|work|school))`,
  `(?:dont|do not) (?:include|count|add|list|enroll) (?:me|us)`,
  `(?:id|i|we|wed) (?:(?:just|really|would) )*(?:want|wanna|like|need|wish) (?:to )?(?:leave|exit|quit)(?: (?:this|these|your|the) (?:\\S+ )?${ourList}| (?:this|now|here))?${courtesy} ${end}`,
  `(?:get|stay|keep) (?:off|out|outta) (?:of )?my (?:phone|cell|line)`,
  `(?:purge|erase|wipe|scrub|destroy) (?:all )?(?:of )?(?:my|our) (?:data|info|number|name|details)`,
  `(?:gdpr|ccpa) (?:request )?(?:to )?(?:delet|optout|remov|eras)\\S*`,
  `(?:remove|delete|take|drop) (?:number )?\\d{7,11}`,
  `\\d{7,11} (?:please )?(?:remove|delete|unsubscribe|optout)`,
  `forget about (?:me|us) ${end}`,
  `how (?:do|can) (?:i|we) (?:make|get) (?:you|u|yall|these|this|it|them|${theChannel}) (?:people |guys |all )?(?:to )?(?:go away|leave|quit|end)`,
  `(?:dont|do not|never) use (?:this|my|our) ${phone}`,
  `(?:so|and|then|just|please|now) (?:end|cancel|quit) (?:these|this|them)${courtesy} ${end}`,
  `(?:nobody|no one|noone) (?:here )?(?:wants|asked for|needs|signed up for) (?:these|this|your|any) ?(?:${ourList}|${end})`,
  `\\| un ?sign me`,
  `\\| only (?:nothing|none) ${end}`,
  `take off (?:my|this|our) ${phone}`,
  'how (?:do|can) (?:i|you|we) (?:leave|exit|get off)(?: of)? (?:this|these|your|the list|the group|it)',
  '(?:like|want|ask|asked|need|i|wish) (?:to )?be (?:removed|taken off|deleted|unsubscribed|dropped)',
  '(?:remove|delete|erase|unenroll|lose|forget|drop|block|unregister) (?:me|us)(?! nots?\\b)',
  `(?:remove|delete|erase|lose|forget|drop|block) (?:my|this|our|his|her|the|that)? ?${phone}(?! (?:from|off) (?:the |a |my |our )?(?:voter|voting|voters|ballot|electoral|deed|lease|title|mortgage|registry))`,
  `${please} (?:remove|delete|erase) ${end}`,
  `\\| (?:(?:im|i am|ill|i will|i|youre|consider yourself|gonna|going to) )*(?:blocking|blocked|block) (?:you|u|yall|this number|your number|${end})`,
  'drop (?:all|everything)',
  // wrong number
  `\\| (?:(?:sorry|hi|hey|no|u|you|think|i|its|this|is|hello|um) )*(?:the )?(?:wrong|incorrect) (?:number|num|person|phone|guy|one|house)(?: (?:bro|dude|buddy|sir|pal|man|again|dear|hon|here|please|im afraid))? ${end}`,
  `(?:you|u|youve|youre|ya|yall|this is) ~(?:wrong|incorrect) (?:number|num|person|phone|guy|gal|house)(?! of)`,
  `(?:no longer|doesnt|does not|isnt|is not|not|nobody|changed) ~(?:has |have |had |use |own )?(?:this|his|her|their|my|\\S+s) ${phone} ${end}`,
  `this is (?:no longer|not|a|my) ~${phone}(?: anymore)? \\| (?:please )?(?:do not|dont|stop|remove)`,
  // don't text me
  `(?:\\||${please}|and|so|just|ok|but) ${never} (?:ever |you |u |dare |try to )*(?:text|txt|message|msg|contact|call|email|send|write|bother|spam|harass) ${whom}`,
  `${never} (?:ever |you |u )*(?:text|txt|message|msg|contact|bother|spam|call) (?:me|us|this ${phone}|here)`,
  `(?:do not|dont) (?:call|contact|text|disturb|message) (?:list|registry|${end})`,
  `(?:not|refrain from|avoid|without|no longer) (?:text|texting|contact|contacting|message|messaging|bother|bothering) (?:me|us)`,
  `(?:dont|do not|doesnt|never|no|not|without) ~(?:permission|consent) (?:to (?:text|txt|contact|message|msg|send|use|call|have|be|receive|put|share)|from (?:me|us))`,
  `\\| (?:(?:i|you|u|we|yall|this|these|do|did|not|no|without|my|is|are|was|texting|sent|me) )*(?:dont|do not|didnt|never|no|not|without) ~(?:permission|consent) ${end}`,
  `(?:dont|do not|never) (?:reply|respond|write)(?: back)? (?:to )?(?:me|us|this (?:number|phone)|here)`,
  `this (?:number|phone) is (?:not|no longer) in (?:use|service)`,
  `never gave (?:you|u|yall|anyone|permission|my)`,
  `(?:exclude|omit|spare) (?:me|us)`,
  `get rid of (?:my|this) ${phone}`,
  `leave (?:me|us|my) ~(?:alone|be)`,
  // I don't want these
  `(?:\\||i|we) (?:really |just |do |also |even )*(?:dont|do not|no longer|nolonger|never|dont even) (?:want|wanna|wish|wish for|like|care for) ~${unwanted}`,
  `(?:\\||i|we) (?:do not|dont|no longer|never) (?:want|wish|wanna|care) (?:to )?(?:receive|hear from|be (?:texted|contacted|messaged|on (?:this|your)))`,
  `(?:\\||i|we) (?:do not|dont|no longer) want ${end}`,
  `(?:no interest|any interest|not interested|no longer interested) in (?:getting|receiving|these|your|this|${channel})`,
  `no text me`,
  `not signing up`,
  `(?:\\||i|we) (?:did not|didnt|never|have not|havent)(?: (?:ever|even|actually))? (?:sign|signed|subscribe|subscribed|ask|asked|request|requested|opt|opted|enroll|enrolled|register|registered) (?:me |up |for |to |in )*(?:${end}|${theChannel}|(?:be|get|receive)|(?:any of )?(?:this|these|that|it|any|your)(?: (?:\\S+ )?(?:${ourList}))?(?= ${end}| (?:and|so|please|stop|from|or|but|take|remove|nor|you|i)(?= )))`,
  `(?:withdraw|revoke|rescind|withdrew|revoking|withdrawing|revoked) (?:my |our |all |any |this |the )*(?:prior )?(?:consent|permission|authorization)`,
  `\\| (?:(?:please|sorry|no|and|so|but|hereby|then|ok) )*(?:i|we) (?:(?:hereby|now|do|also|officially|formally|must|politely|respectfully) )*(?:revoke|withdraw|rescind|refuse|decline|desist|quit|resign)(?: (?:this|these|it|that|your ${channel}|to (?:receive|get|be)|(?:any|all)(?: (?:further|future|more))? (?:${channel}|contact|communications?)))?${courtesy} ${end}`,
  `(?:nothing|nomore|no|nothing more) (?:else |more |further |other )*from (?:you|u|yall)`,
  `\\| (?:(?:this|these|is|are|an|more|all|so|many) )*(?:unwanted|unsolicited) ${channel} ${end}`,
  `(?:\\||i|we) (?:dont|do not|wont|will not) (?:want|wish|wanna|care) (?:to )?join ${end}`,
  `(?:dont|do not) join (?:me|us) ${end}`,
  `(?:dont|do not) want any(?: more)?(?: of (?:this|these|it))?${courtesy} ${end}`,
  `i (?:do not|dont|did not|didnt|never) (?:give |gave |ever )*(?:consent(?! to (?:searche?s?|a search))|consented|agree|agreed|authorize|authorized|permission)`,
  // go away
  `(?:fuck|piss|bugger|buzz|eff) off`,
  `\\| (?:just |please )*(?:go away|get lost|f off|get out|lose my number)(?: now| please| already)? ${end}`,
  `\\| (?:this is |its |thats |you are |youre |ur |more |this )?(?:spam|spamming|harassment)(?: texts?| messages?)? ${end}`,
  `\\| (?:im |i am |ill |i will |will be |gonna |and |block(?:ed|ing)? )*report(?:ed|ing)? (?:you|this|u|as|and block|to)`,
  `\\| (?:im |i am |i |ill |you are )*(?:block(?:ed|ing)? and report|report(?:ed|ing)? and block)(?:ed|ing)?`,
  `i(?:ll| will| am going to|m going to| can) sue`,
  // not me
  `(?:not|isnt) (?:the|that) (?:person|one|guy|man|woman) (?:you|u|youre) (?:\\S+ )*?(?:want|think|looking for|look for|texting)`,
  `(?:im|i am) not who (?:you|u)`,
  `(?:nobody|no one|noone|no) ~by (?:that|this) name`,
  `(?:this|number) (?:number )?(?:belongs to|used to be|was) ~(?:someone|somebody|\\S+s (?:phone|number)|another|a different)`,
  `i just got this (?:number|phone)`,
  // turn these off
  `turn (?:this|these|it|them|that) (?:\\S+ )?off`,
  `turn off ${theChannel}`,
  `\\| (?:(?:please|pls|just) )*turn (?:me )?off${courtesy} ${end}`,
]);
