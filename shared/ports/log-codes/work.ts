import { type LogCodeEntry, noRemedy } from './entry.ts';

/** Work of all channels: what failed, waits, or is held. */
export const work = {
  BATCH_RECORD_FAILED: {
    level: 'error',
    meaning: 'A message could not be handled; it comes again, and ends as a dead letter if it keeps failing.',
    remedy:
      'a `messageId` that repeats is one bad message; all failing is a service or the last deployment. Follow the runbook of the function that logged it, mend the cause, then put the dead letters back.',
  },
  DEAD_LETTERS_REDRIVEN: {
    level: 'info',
    meaning: 'An operator put dead letters back on their queue.',
    remedy: 'nothing, unless the same messages end as dead letters again: then their cause is not mended.',
  },
  CHANNEL_PAUSED: {
    level: 'info',
    meaning: 'An operator paused a channel: what comes for it is held.',
    remedy: 'nothing. `GET /v1/operations` tells which channels are paused, since when and by whom.',
    runbook: 'channel-paused.md',
  },
  CHANNEL_STILL_PAUSED: {
    level: 'info',
    meaning: 'A channel is paused, `since` then; each sweep says so.',
    remedy: 'nothing within the hour. After that an alarm rings: resume it, unless its cause still stands.',
    runbook: 'channel-paused.md',
  },
  CHANNEL_RESUMED: {
    level: 'info',
    meaning:
      'An operator let a channel go on; what it held begins to go back on its queues within two minutes, the urgent first.',
    remedy: noRemedy,
  },
  WORK_HELD: {
    level: 'info',
    meaning: 'Messages came while their channel was paused, and are held until it is resumed.',
    remedy: noRemedy,
  },
  WORK_RELEASED: {
    level: 'info',
    meaning: 'Messages that a channel had held are back on their queues.',
    remedy: noRemedy,
    runbook: 'sweep-failing.md',
  },
  WORK_SWEPT: {
    level: 'info',
    meaning: 'Due work was put on its queue; the first of it was due at `oldest`.',
    remedy: noRemedy,
    runbook: 'sweep-failing.md',
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
