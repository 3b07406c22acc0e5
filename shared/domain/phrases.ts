/*
 * Regular expressions over what `readWords` reads: small letters, no accents, no apostrophes, `|` between what marks part, and
 * `optout`, `nomore` and `nomas` as one word each. `~` is put for "up to four words of the same clause".
 */
export const anyOf = (patterns: readonly string[]): RegExp =>
  new RegExp(`(?<= |^)(?:${patterns.join('|').replaceAll('~', '(?:[\\p{L}\\p{N}]+ ){0,4}?')})(?= |$)`, 'u');

/** "Don't stop": what is not to end. It is taken out before anything else is looked for; a complaint ("you never stop") stays. */
export const keepOn = new RegExp(
  `(?<=\\| (?:(?:please|pls|plz|and|but|so|ok|thanks|i|i hope you|hope you|por|favor) )*)(?:${[
    '(?:dont|do not|never|dont ever|do not ever) (?:stop|cancel|unsubscribe|optout|quit|(?:take|remove|delete|drop|block) (?:me|us|my|this)|end (?:this|the|my|these|it|your))',
    '(?:dont|do not|didnt|did not|never) (?:want|wanna|wish|mean) (?:(?:you|yall|this|these|it|them|to) )*(?:stop|unsubscribe|optout|end|quit|cancel)',
    'no quiero (?:que )?(?:me )?(?:paren|dejen|salir|salirme|cancelar|borren|quiten)',
    '(?:no|nunca|jamas) (?:me )?(?:paren?|pares|borren|borres|quiten|quites|saquen|eliminen|cancelen|detengan|dejen?|dejes)',
  ].join('|')})(?: (?!but |pero )[\\p{L}\\p{N}]+)*(?= )`,
  'gu',
);
