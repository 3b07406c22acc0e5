import type { Database } from './database.ts';
import type { Settings } from './settings.ts';

type Keyword = 'STOP' | 'START' | 'HELP';

/** Twilio's default keywords: https://help.twilio.com/articles/223134027. */
const KEYWORDS: Readonly<Record<Keyword, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};
/** Those that the network of toll-free numbers takes for itself: https://help.twilio.com/articles/360058144374. */
const TOLL_FREE_WORDS = ['STOP', 'START', 'UNSTOP'];

/** What is answered instead of us: what Twilio says, not its words. */
const ANSWERS: Readonly<Record<Keyword, string>> = {
  STOP: 'You are off the list of this number. START puts you on it again.',
  START: 'You are on the list of this number again. HELP for help, STOP to leave. Msg & data rates may apply.',
  HELP: 'STOP to leave the list of this number. Msg & data rates may apply.',
};
const NETWORK_ANSWERS: Readonly<Record<string, string>> = {
  STOP: 'NETWORK: texts from this number are blocked, as you asked. UNSTOP lets them through.',
  START: 'NETWORK: texts from this number come through again.',
  UNSTOP: 'NETWORK: texts from this number come through again.',
};

/** What became of a text before our webhook heard of it. */
interface Heard {
  /** What the webhook is told that Twilio took it for. */
  readonly optOutType: Keyword | undefined;
  /** What the phone was answered, by somebody else than us. */
  readonly answer: string | undefined;
}

/** A keyword counts where it is the whole text, in any case. */
const keywordOf = (word: string): Keyword | undefined =>
  (['STOP', 'START', 'HELP'] as const).find((keyword) => KEYWORDS[keyword].includes(word));

/** The network's own record of who wants nothing more from the sender; a message to them is refused with 21610. */
export const createOptOuts = ({ sql }: Database) => {
  const find = sql.prepare('SELECT 1 AS found FROM optOuts WHERE phone = ?');
  const insert = sql.prepare('INSERT OR IGNORE INTO optOuts (phone) VALUES (?)');
  const remove = sql.prepare('DELETE FROM optOuts WHERE phone = ?');
  const clear = sql.prepare('DELETE FROM optOuts');
  const has = (phone: string): boolean => find.get(phone) !== undefined;

  /** Whoever left hears nothing on HELP. */
  const answerOf = (keyword: Keyword, phone: string, { optOut }: Settings): string | undefined =>
    optOut === null || optOut === 'off' || (keyword === 'HELP' && has(phone)) ? undefined : ANSWERS[keyword];

  return {
    has,
    /** A text from this phone. */
    hear: (phone: string, body: string, settings: Settings): Heard => {
      const word = body.trim().toUpperCase();
      const keyword = keywordOf(word);
      if (keyword === undefined) return { optOutType: undefined, answer: undefined };
      const byNetwork = settings.tollFree && TOLL_FREE_WORDS.includes(word);
      if (byNetwork || settings.optOut !== 'off') {
        if (keyword === 'STOP') insert.run(phone);
        if (keyword === 'START') remove.run(phone);
      }
      return {
        optOutType: settings.optOut === 'advanced' ? keyword : undefined,
        answer: byNetwork ? NETWORK_ANSWERS[word] : answerOf(keyword, phone, settings),
      };
    },
    clear: (): void => {
      clear.run();
    },
  };
};
