import { timeOfId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { segmentsOf } from '../domain/segments.ts';
import { type TextBody, testText } from '../domain/text-body.ts';
import type { TestSend, TextWork } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { SenderPace } from '../ports/sender-pace.ts';
import type { ShortLinks } from '../ports/short-links.ts';
import type { StaffPhone, StaffPhones } from '../ports/staff-phones.ts';
import type { TextSender } from '../ports/text-sender.ts';
import type { DueWork } from '../ports/timetable.ts';
import type { Vault } from '../ports/vault.ts';
import { isTrouble } from './settle-text.ts';
import { type AllowanceDeps, allowTexts } from './text-allowance.ts';

export interface SendTestDeps extends AllowanceDeps {
  readonly rulings: Pick<RulingReader, 'revision'>;
  readonly links: Pick<ShortLinks, 'shorten'>;
  readonly staffPhones: Pick<StaffPhones, 'all' | 'begin'>;
  readonly broadcasts: Pick<BroadcastStore, 'remind'>;
  readonly pace: Pick<SenderPace, 'take' | 'slowDown'>;
  readonly sender: TextSender;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
  /** Whether an operator paused the channel of texts. */
  readonly channelPaused: () => Promise<boolean>;
  readonly log: Log;
}

type Text = Pick<TextBody, 'body' | 'segments'>;

/** A test is for who waits for it: what stands longer than this is not worth sending. */
const longestMs = 60_000;
const validitySeconds = 600;
/** Nor is a test that was held this long; one whose message failed comes again after 12 minutes. */
const lateMs = 15 * 60_000;

/**
 * Texts a ruling's revision, or a draft, to the phones of the newsroom's own people, marked as a test. Each is texted at most once for one test: the
 * right to it is taken right before the text leaves, and not given back, so that a message that comes again texts only those who were not
 * begun. So it is put off where the channel is paused on the way. An editor who gets none asks for another test.
 */
export const sendTest =
  (deps: SendTestDeps) =>
  async (test: TestSend): Promise<void> => {
    const { staffPhones, broadcasts, clock, log } = deps;
    const { testId } = test;
    if (clock.now() - timeOfId(testId) > lateMs) return log.warn('TEST_TEXT_NOT_SENT', { testId, reason: 'late' });
    const text = await textOf(deps, test);
    const waitUntil = clock.now() + longestMs;
    const failures: unknown[] = [];
    for (const phone of await staffPhones.all()) {
      const ended = await textOne(deps, testId, phone, text, waitUntil).catch((error: unknown) => {
        failures.push(error);
        return 'failed' as const;
      });
      if (ended !== 'paused') continue;
      await broadcasts.remind(onceMore(test, clock.now()));
      log.warn('TEST_TEXTS_PUT_OFF', { testId });
      break;
    }
    if (failures.length > 0) throw failures[0];
  };

const textOf = async ({ rulings, links, newsroom }: SendTestDeps, test: TestSend): Promise<Text> => {
  if ('text' in test) return { body: test.text, ...segmentsOf(test.text) };
  const { rulingId, revision } = test;
  const found = await rulings.revision(rulingId, revision);
  if (!found) throw new Error(`there is no revision ${revision} of ${rulingId}`);
  // not a broadcast's link: nobody's clicks but the newsroom's own
  const code = await links.shorten({ url: found.content.url, broadcastId: null, rulingId });
  return testText(newsroom, found.content, `${newsroom.baseUrl}/s/${code}`);
};

const textOne = async (
  deps: SendTestDeps,
  testId: string,
  { id, phone }: StaffPhone,
  { body, segments }: Text,
  waitUntil: number,
): Promise<'paused' | 'over'> => {
  const { vault, staffPhones, sender, pace, clock, log } = deps;
  const to = await vault.open(phone, id);
  const allowance = await allowTexts(deps)(segments, { goesFirst: true, mayUseReserve: false }, waitUntil);
  if (allowance.kind !== 'granted') {
    log.warn('TEST_TEXT_NOT_SENT', { testId, reason: allowance.kind === 'spent' ? 'budget' : 'pace' });
    return 'over';
  }
  if (await deps.channelPaused()) {
    await allowance.giveBack(segments);
    return 'paused';
  }
  if (!(await staffPhones.begin(testId, id))) {
    await allowance.giveBack(segments);
    return 'over';
  }
  const outcome = await sender.send({ to, body, statusCallback: null, validitySeconds });
  if (outcome.kind === 'accepted') {
    log.info('TEST_TEXT_SENT', { testId });
    return 'over';
  }
  if (outcome.kind !== 'unknown') await allowance.giveBack(segments);
  const reason = outcome.kind === 'refused' ? `code ${outcome.code}` : outcome.reason;
  if (isTrouble(outcome)) await pace.slowDown(clock.now());
  log.warn('TEST_TEXT_NOT_SENT', { testId, reason });
  return 'over';
};

/** By the Timetable at once: the queue's gate holds it for as long as the channel is paused. */
const onceMore = (test: TestSend, now: number): DueWork => ({
  at: new Date(now).toISOString(),
  kind: 'retry-test',
  id: test.testId,
  queue: 'urgent-texts',
  body: JSON.stringify(test satisfies TextWork),
});
