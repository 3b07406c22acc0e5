import type { LedgerRow } from '../domain/broadcast.ts';
import type { BroadcastId } from '../domain/ids.ts';
import { countDoubts, type Doubts, leavesInDoubt } from '../domain/text-breaker.ts';
import { noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import { awaiting } from '../domain/text-ledger.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import type { TextTimeline } from '../ports/text-timeline.ts';
import { pauseBroadcast } from './pause-broadcast.ts';
import { type SendChunkDeps, sendChunk } from './send-chunk.ts';
import { endWaiting, standOfBroadcast } from './stand-of-broadcast.ts';
import { retryOf } from './text-due-work.ts';

export type SendTextsDeps = SendChunkDeps & {
  readonly broadcasts: SendChunkDeps['broadcasts'] & Pick<BroadcastStore, 'addToTally' | 'remind'>;
  readonly ledger: SendChunkDeps['ledger'] & Pick<TextLedger, 'findMany'>;
  readonly subscribers: SendChunkDeps['subscribers'] & Pick<SubscriberStore, 'findMany'>;
  readonly timeline: Pick<TextTimeline, 'add'>;
  readonly random: Randomness;
};

/** A batch that has been at it for so long begins no more: the rest is put off. With a last wait of 10 s and a try of 15 s that is within the function's two minutes. */
const longestMs = 60_000;

/**
 * Texts a batch, a chunk at a time: as many people as the sender takes in about a second, so that a pause, a correction or the evening,
 * which are looked for before each chunk, stop it within seconds. Rows that are not waiting are left alone: a message that comes again
 * finds them. What should not be tried now is in the Timetable before the message is done with; whoever dies earlier leaves the message,
 * later both, and neither texts anyone twice. Where something fails for one person, the others get their texts before the message is
 * handed back. Where Twilio leaves too many in doubt, one batch after the other, the broadcast is held: each process counts for itself, so
 * that it costs nothing while all is well.
 */
export const sendTexts = (deps: SendTextsDeps) => {
  const tooManyDoubts = doubtCounter(deps);
  return async (batch: TextBatch): Promise<void> => {
    const { broadcasts, ledger, subscribers, timeline, clock, random, log } = deps;
    const { broadcastId, cohort, hashes } = batch;
    const waitUntil = clock.now() + longestMs;
    const rows = await ledger.findMany(hashes.map((hash) => ({ broadcastId, cohort, hash })));
    let waiting = rows.filter(({ state }) => awaiting.includes(state));
    if (waiting.length === 0) return;
    const profiles = await subscribers.findMany(waiting.map(({ hash }) => hash));

    let change = noCounts();
    let stop: string | undefined;
    const failures: unknown[] = [];
    /** Fewer where the budget has no room for a whole chunk. */
    let most = waiting.length;
    try {
      while (waiting.length > 0 && stop === undefined) {
        const stand = await standOfBroadcast(deps)(broadcastId, cohort);
        if (stand.kind === 'paused') {
          // the rest comes back by the Timetable, and is held then for as long as the pause takes
          stop = 'paused';
          break;
        }
        if (stand.kind !== 'open') {
          change = plus(change, await endWaiting(deps)(waiting, stand));
          break;
        }
        const { broadcast, until } = stand;
        const chunk = aSecondOf(waiting, deps.newsroom.texts.sender.segmentsPerSecond).slice(0, most);
        const end = await sendChunk(deps)({ broadcast, rows: chunk, profiles, until, waitUntil });
        change = plus(change, end.change);
        failures.push(...end.failures);
        waiting = [...end.waiting, ...waiting.slice(chunk.length)];
        if (tooManyDoubts(broadcastId, end.change)) {
          await pauseBroadcast(deps)(broadcastId, 'twilio');
          break;
        }
        if (end.stop !== 'budget') stop = end.stop;
        else if (end.waiting.length > 1) most = Math.floor(end.waiting.length / 2);
        else {
          // not for one more: the rows stay as they are, for whoever lets it go on
          await pauseBroadcast(deps)(broadcastId, 'budget');
          break;
        }
      }
      if (stop !== undefined && waiting.length > 0) {
        const rest = { ...batch, hashes: waiting.map(({ hash }) => hash) };
        await broadcasts.remind(retryOf(rest, clock.now(), random()));
      }
    } catch (error) {
      failures.push(error);
    }
    if (stop !== undefined)
      log.warn('TEXTS_PUT_OFF', { broadcastId, reason: stop, people: waiting.length, tries: batch.attempt });
    await broadcasts.addToTally(broadcastId, cohort, change);
    log.info('TEXTS_SENT', { broadcastId, ...change.states });
    // after all that matters: where it fails, the message comes again, texts nobody twice, and these are not in the timeline
    await timeline.add(broadcastId, takenOf(change), clock.now()).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
};

/** How many of a batch's texts Twilio took; whoever is still posting by the batch's count was moved on by a callback before its answer. */
const takenOf = ({ states }: TextCounts): number => states.accepted + states.posting;

/** Counts, for this process, by how much a broadcast's texts in doubt outnumber the answered ones; begins anew once they are too many. */
const doubtCounter = ({ clock }: Pick<SendTextsDeps, 'clock'>) => {
  const doubts = new Map<BroadcastId, Doubts>();
  return (id: BroadcastId, { states }: TextCounts): boolean => {
    const answered = states.accepted + states.refused;
    const counted = countDoubts(doubts.get(id), { unknown: states.unknown, answered }, clock.now());
    const tooMany = leavesInDoubt(counted);
    if (counted.excess === 0 || tooMany) doubts.delete(id);
    else doubts.set(id, counted);
    return tooMany;
  };
};

/** The first of these that together have as many segments as the sender takes in a second, but at least one. */
const aSecondOf = (rows: readonly LedgerRow[], segmentsPerSecond: number): readonly LedgerRow[] => {
  let segments = 0;
  const beyond = rows.findIndex((row, at) => {
    segments += row.segments;
    return at > 0 && segments > segmentsPerSecond;
  });
  return beyond === -1 ? rows : rows.slice(0, beyond);
};
