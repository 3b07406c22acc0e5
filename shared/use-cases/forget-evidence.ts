import { goneSince, yearsBefore } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Clock } from '../ports/clock.ts';
import type { Leaver, Leavers } from '../ports/leavers.ts';
import type { Log } from '../ports/log.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { inParallel } from './in-parallel.ts';

export interface ForgetEvidenceDeps {
  readonly leavers: Leavers;
  readonly subscribers: Pick<SubscriberStore, 'find' | 'evidenceOf'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
  readonly log: Log;
}

const lanes = 16;

/**
 * Takes away the evidence of whoever left so many years ago, and of sign-ups that were never confirmed. Called each hour; whoever dies
 * leaves the rest to the next hour. Who comes back at the very moment keeps what they say now, and loses what they said years ago.
 */
export const forgetEvidence = (deps: ForgetEvidenceDeps) => async (): Promise<void> => {
  const { leavers, newsroom, clock, log } = deps;
  const before = yearsBefore(clock.now(), newsroom.texts.retention.consentYears);
  let phones = 0;
  for await (const some of leavers.since(before)) {
    const forgotten = await inParallel(lanes, some, (leaver) => forget(deps, leaver, before));
    phones += forgotten.filter(Boolean).length;
  }
  if (phones > 0) log.info('EVIDENCE_FORGOTTEN', { phones });
};

/** Whether there was anything to forget: who is back leaves the list, and who was heard of since waits again from then on. */
const forget = async (
  { leavers, subscribers }: ForgetEvidenceDeps,
  leaver: Leaver,
  before: string,
): Promise<boolean> => {
  const rows = await subscribers.evidenceOf(leaver.hash);
  // after the evidence: who is read as gone had not come back when it was read
  const since = goneSince(await subscribers.find(leaver.hash), rows);
  const isOver = since !== null && since < before;
  if (isOver) await leavers.forgetEvidence(leaver.hash, before);
  await leavers.move(leaver, isOver ? null : since);
  return isOver && rows.length > 0;
};
