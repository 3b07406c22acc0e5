import type { Actor } from '../domain/actor.ts';
import { timesPrice } from '../domain/decimal.ts';
import { feedEntry } from '../domain/feed-entry.ts';
import { forecastFinish } from '../domain/forecast.ts';
import { makeId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import { firstRevision } from '../domain/revise.ts';
import type { RulingContent, RulingDraft } from '../domain/ruling.ts';
import { outsideGsm } from '../domain/segments.ts';
import { audienceOfRuling } from '../domain/subscriber.ts';
import { firstText } from '../domain/text-body.ts';
import { budgetMonthOf, capOf, costOf } from '../domain/text-budget.ts';
import { webhookBody } from '../domain/webhook-body.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { HtmlSanitizer } from '../ports/html-sanitizer.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextBudget } from '../ports/text-budget.ts';
import { estimateAudience } from './estimate-audience.ts';
import { pausedChannels } from './paused-channels.ts';
import { settle } from './publish-ruling.ts';

export interface PreflightDeps {
  readonly subscribers: Pick<SubscriberStore, 'shards' | 'cohort'>;
  readonly budget: Pick<TextBudget, 'spent'>;
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly newsroom: Newsroom;
  readonly livemode: boolean;
  readonly windowAt: WindowAt;
  readonly sanitizeHtml: HtmlSanitizer;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** What has not left after so many days is no news. */
const horizonDays = 14;
/** As long as each short link. */
const sampleCode = '00000000';

/**
 * What would become of a draft that is published now: its text and what makes it dear, who gets it when, what it costs at least (everybody
 * at the newsroom's price) and whether the month's budget has room, when the last text has left, its webhook and its feed entry. Writes nothing.
 */
export const preflight = (deps: PreflightDeps) => async (draft: RulingDraft, actor: Actor) => {
  const { newsroom, livemode, clock, random } = deps;
  const now = clock.now();
  const content = settle(deps, draft, now);
  const act = { eventId: makeId('event', now, random), at: new Date(now).toISOString(), actor };
  const first = firstRevision(makeId('ruling', now, random), content, act);
  // a place in the log comes with publishing
  const revision = { ...first.revision, sequence: 1 };
  const event = { ...first.event, sequence: 1 };
  const delivery = { previousSequence: null, supersedes: [] };
  const sample = { endpoint: { include: [] }, delivery, event, revision, newsroom, livemode };
  return {
    texts: await textsOf(deps, content, now),
    /** On these it waits for an operator. */
    pausedChannels: await pausedChannels(deps)(),
    webhook: JSON.parse(webhookBody(sample)),
    feedEntry: feedEntry({ revision, farewell: false, translations: [] }, newsroom),
  };
};

const textsOf = async (
  { subscribers, budget, newsroom, windowAt }: PreflightDeps,
  content: RulingContent,
  now: number,
) => {
  const { texts, baseUrl } = newsroom;
  const text = firstText(newsroom, content, `${baseUrl}/s/${sampleCode}`);
  const { cohorts, margin } = await estimateAudience(subscribers)(audienceOfRuling(content));
  const people = cohorts.reduce((sum, cohort) => sum + cohort.people, 0);
  const segments = people * text.segments;
  const loads = cohorts.map((cohort) => ({ ...cohort, segments: cohort.people * text.segments }));
  const { segmentsPerSecond } = texts.sender;
  const forecast = forecastFinish({ cohorts: loads, segmentsPerSecond, windowAt, now, horizonDays });
  const spent = await budget.spent(budgetMonthOf(now));
  const { currency, amount } = texts.pricePerSegment;
  return {
    mode: content.texts,
    body: text.body,
    encoding: text.encoding,
    segments: text.segments,
    /** The characters without which it would be GSM-7. */
    outsideGsm: outsideGsm(text.body),
    audience: {
      people,
      /** So many more or fewer they may be: a large newsroom is counted by a sample. */
      margin,
      cohorts: cohorts.map(({ zones, people: inZone }, at) => ({
        ...{ zones, people: inZone, open: windowAt(zones, now).open },
        firstAt: isoOf(forecast.cohorts[at]?.firstAt),
        lastAt: isoOf(forecast.cohorts[at]?.lastAt),
      })),
      deferred: forecast.waits.map(({ opensAt, people: waiting }) => ({ opensAt: isoOf(opensAt), people: waiting })),
    },
    cost: {
      currency,
      least: timesPrice(amount, Math.max(0, people - margin) * text.segments),
      most: timesPrice(amount, (people + margin) * text.segments),
      withinBudget: spent + costOf(texts, segments) <= capOf(texts, false),
    },
    finish: { at: isoOf(forecast.finishesAt), daysNeeded: forecast.daysNeeded, segmentsPerSecond },
    approval: texts.approval.first,
    holdSeconds: texts.holdSeconds,
  };
};

const isoOf = (time: number | null | undefined): string | null =>
  time === null || time === undefined ? null : new Date(time).toISOString();
