/** What is known of a language's words, all of them folded: small letters, no accents. */
export interface ClaimWords {
  /** Turns of phrase that are rewritten before anything is read: frames that only ask, tags, and several words that are as good as one. */
  readonly phrases: readonly (readonly [RegExp, string])[];
  /** Words that say nothing by themselves. */
  readonly empty: ReadonlySet<string>;
  /** Words around a claim that people send; they count only where the claim has them too. */
  readonly chatter: ReadonlySet<string>;
  /** Where somebody has a claim from. It is chatter before the claim alone: "my brother told me", but not "the mayor's brother". */
  readonly sources: ReadonlySet<string>;
  /** How somebody came by it; without one of them before the claim, no source is one. */
  readonly hearing: ReadonlySet<string>;
  /** Chatter behind the claim alone: "is the photo real", but not "the real wage". */
  readonly verdicts: ReadonlySet<string>;
  /** Words of a claim that people leave out. */
  readonly omissible: ReadonlySet<string>;
  /** Who somebody is: before a name they may be left out or added. */
  readonly titles: ReadonlySet<string>;
  /** Other words, or irregular forms, for one and the same. */
  readonly sameAs: ReadonlyMap<string, string>;
  readonly firstPerson: ReadonlySet<string>;
  readonly saying: ReadonlySet<string>;
  /** Prepositions before what may stand anywhere in a sentence: in May, during the hearing. */
  readonly aside: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly being: ReadonlySet<string>;
  readonly participle: RegExp;
  readonly by: string;
  /** Behind what something is compared with; Spanish "que" is too much else. */
  readonly than: string | undefined;
  readonly from: ReadonlySet<string>;
  readonly to: ReadonlySet<string>;
  /** Words for kinds of places, which a name may go without: Ferry for Ferry County. */
  readonly places: ReadonlySet<string>;
}

/** Words between spaces. */
export const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** "rise: increase grow" makes the words after the colon be the one before it. */
export const same = (...lines: string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [first = '', others = ''] = line.split(': ');
      return others.split(' ').map((word) => [word, first] as const);
    }),
  );
