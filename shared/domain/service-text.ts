import { foldToGsm } from './gsm-folding.ts';
import { countSeptets, cutToSeptets, spellInGsm } from './gsm-text.ts';
import type { Newsroom } from './newsroom.ts';
import { segmentsOf } from './segments.ts';
import { type ServiceWording, serviceWordingFor } from './service-wording.ts';
import type { Preferences } from './subscriber.ts';
import { textWordingFor } from './text-wording.ts';

/** One SMS in GSM-7. */
const maxSeptets = 160;
/** What the newsroom's settings allow in characters, some of which take two septets or become three when they are folded. */
const maxName = 20;
const maxHowOften = 40;

/** Every text that we send as an answer, or of our own accord, besides rulings. Lists of topics hold labels; an empty one means all. */
export type ServiceText =
  | {
      readonly kind:
        | 'confirm'
        | 'welcome'
        | 'heldForPerson'
        | 'help'
        | 'started'
        | 'alreadyActive'
        | 'startNeeded'
        | 'paused'
        | 'notSubscribed'
        | 'noMatch'
        | 'tooMany';
    }
  /** `topic` is an example of what can be kept. */
  | { readonly kind: 'stopped'; readonly topic: string | null }
  | {
      readonly kind: 'status';
      readonly frequency: Preferences['frequency'];
      readonly topics: readonly string[];
      readonly paused: boolean;
      /** Where they change their preferences. */
      readonly link: string;
    }
  | { readonly kind: 'frequencySet'; readonly frequency: Preferences['frequency'] }
  | { readonly kind: 'topicsSet'; readonly topics: readonly string[] }
  /** `topics` are those that there are. */
  | { readonly kind: 'unknownTopic'; readonly topics: readonly string[] };

/**
 * A service text in the language of a tag, in one segment of GSM-7 for any newsroom that the settings allow. Each has wordings from the fullest to
 * the tersest, and the first that fits is sent. Names and "how often" are spelled in GSM-7 (á is a) and cut to 20 and 40 septets. A
 * contact or a link is never altered: one that does not fit stays out, and a contact that GSM-7 cannot spell is the newsroom's address on the web.
 */
export const serviceText = (newsroom: Newsroom, language: string, text: ServiceText): string => {
  const wording = serviceWordingFor(language);
  const name = signatureOf(newsroom);
  const wordings = wordingsOf(newsroom, wording, howOftenIn(newsroom, wording), text).map((said) => `${name}: ${said}`);
  const said = wordings.find(fits);
  if (said === undefined) throw new Error(`no wording of ${text.kind} fits one segment`);
  return said;
};

const fits = (text: string): boolean => (countSeptets(text) ?? Number.POSITIVE_INFINITY) <= maxSeptets;

const wordingsOf = (
  newsroom: Newsroom,
  wording: ServiceWording,
  howOften: string,
  text: ServiceText,
): readonly string[] => {
  switch (text.kind) {
    case 'confirm':
    case 'welcome':
    case 'started':
    case 'notSubscribed':
      return wording[text.kind](howOften);
    case 'help':
      return wording.help(contactOf(newsroom), howOften);
    case 'stopped':
      return wording.stopped(text.topic === null ? null : spellInGsm(text.topic));
    case 'status':
      return wording.status({ ...text, topics: text.topics.map(spellInGsm) });
    case 'frequencySet':
      return wording.frequencySet(text.frequency);
    case 'topicsSet':
      return wording.topicsSet(text.topics.map(spellInGsm));
    case 'unknownTopic':
      return wording.unknownTopic(text.topics.map(spellInGsm));
    default:
      return wording[text.kind];
  }
};

/** The short name in GSM-7; the host of the newsroom's address where that has no letter of it. */
const signatureOf = ({ shortName, name, baseUrl }: Newsroom): string => {
  const spelled = [shortName, name].map((text) => cutToSeptets(spellInGsm(text), maxName));
  return spelled.find(saysSomething) ?? cutToSeptets(new URL(baseUrl).hostname, maxName);
};

const saysSomething = (text: string): boolean => /[a-z0-9]/i.test(text);

/** How often texts come, in the language that the wording speaks; the newsroom may say it in others only, even in letters that GSM-7 has not. */
const howOftenIn = ({ texts: { howOften } }: Newsroom, { tag, sometimes }: ServiceWording): string => {
  const inWording = (language: string) => language.split('-')[0] === tag;
  const languages = Object.keys(howOften).toSorted((one, other) => Number(inWording(other)) - Number(inWording(one)));
  const spelled = languages.map((language) => cutToSeptets(spellInGsm(howOften[language] ?? ''), maxHowOften));
  return spelled.find(saysSomething) ?? sometimes;
};

const contactOf = ({ texts: { helpContact }, baseUrl }: Newsroom): string =>
  countSeptets(helpContact) === undefined ? new URL(baseUrl).hostname : helpContact;

/** What a reader is told of a claim that they sent us. */
export interface ClaimAnswer {
  /** The claim that we checked, which may differ from theirs. */
  readonly claim: string;
  readonly claimant: string;
  /** The day on which it was made (`2026-11-17`); null where nobody knows. */
  readonly madeOn: string | null;
  readonly ratingLabel: string;
  readonly link: string;
  readonly language: string;
}

const maxSegments = 2;
/** Letters that GSM-7 has not are dear: 67 characters a segment. Where a claim would say something else without them it gets one more. */
const maxSegmentsOfAccents = 3;
/** A claimant's name is the first to give way, down to so many septets. */
const maxClaimant = 40;
/** With fewer words of it nobody knows which claim is meant; then the budget of segments gives way. */
const leastWords = 6;
/** Some languages put no spaces between words. */
const mostCharacters = 80;

/**
 * The answer to a claim that we have checked: `Ferry St: Claim by Alex Doe, Nov 17, 2026: "…" Claim rated FALSE. <link>`. It quotes the
 * claim and says when it was made, since a reader may have meant another; the verdict is about the claim. In two segments: to the letter
 * if that fits, else in GSM-7's letters (á is a) where that changes no word of the claim, else cut at a word. Accents in a claim
 * in English are in names; in other languages they tell words apart ("eliminó": she did; "elimino": I do), and the claim keeps them, in up to three.
 */
export const claimAnswer = (newsroom: Newsroom, answer: ClaimAnswer): string => {
  const { tag, claimBy, ratedAs } = serviceWordingFor(answer.language);
  const { stop } = textWordingFor(answer.language);
  const said = answer.madeOn === null ? '' : `, ${days[tag].format(new Date(answer.madeOn))}`;
  const render = (spell: (text: string) => string) => (claim: string) =>
    [
      `${signatureOf(newsroom)}: ${claimBy} ${cutToSeptets(spell(answer.claimant), maxClaimant)}${said}: "${claim}"`,
      `${ratedAs} ${spell(answer.ratingLabel.toUpperCase())}.`,
      answer.link,
      stop,
    ].join(' ');
  const toTheLetter = foldToGsm(answer.claim);
  const exact = render(foldToGsm)(toTheLetter);
  if (segmentsOf(exact).segments <= maxSegments) return exact;
  const spelled = spellInGsm(answer.claim);
  const changesWords = spelled !== toTheLetter.replace(/\s+/g, ' ').trim();
  if (changesWords && !/^en(-|$)/i.test(answer.language))
    return shortened(toTheLetter, maxSegmentsOfAccents, render(foldToGsm));
  const readable = spelled.length >= answer.claim.length / 2;
  return shortened(readable ? spelled : answer.claim, maxSegments, render(readable ? spellInGsm : foldToGsm));
};

/** The claim with as many words as so many segments hold, or `leastWords`; where words are longer than that, the first characters. */
const shortened = (claim: string, segments: number, render: (claim: string) => string): string => {
  const fitting = (text: string) => segmentsOf(render(text)).segments <= segments;
  if (fitting(claim)) return render(claim);
  const words = claim.split(' ');
  const first = (count: number) => (count < words.length ? `${words.slice(0, count).join(' ')}...` : claim);
  let [least, most] = [leastWords, Math.max(leastWords, words.length)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fitting(first(middle))) least = middle;
    else most = middle - 1;
  }
  const cut = first(most);
  return render(
    cut.length <= mostCharacters || fitting(cut)
      ? cut
      : `${cut.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '')}...`,
  );
};

const inUtc = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const days = { en: inUtc('en-US'), es: inUtc('es') };
