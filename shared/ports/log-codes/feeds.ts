import { type LogCodeEntry, noRemedy } from './entry.ts';

/** Feeds, and those who follow them through the hub. */
export const feeds = {
  FEED_WRITTEN: {
    level: 'info',
    meaning: 'A feed changed and was written.',
    remedy: noRemedy,
  },
  FEED_RACED: {
    level: 'info',
    meaning: 'Another builder wrote a feed first; it is built again.',
    remedy: 'nothing, unless no `FEED_WRITTEN` follows.',
    runbook: 'feeds-failing.md',
  },
  REBUILD_ASKED_FOR: {
    level: 'info',
    meaning:
      'An operator asked for all feeds and archives to be built anew; `running` says that a rebuild was under way, which now begins once more when it is through.',
    remedy: noRemedy,
    runbook: 'rebuild-failing.md',
  },
  REBUILD_ADVANCED: {
    level: 'info',
    meaning: 'A rebuild has done another piece; the counts are of its round.',
    remedy: 'nothing. If none follows and no `REBUILD_FINISHED`, ask for the rebuild again.',
    runbook: 'rebuild-failing.md',
  },
  REBUILD_FINISHED: {
    level: 'info',
    meaning: 'A rebuild is through: feeds, archives and what leads to them hold what the tables hold.',
    remedy: noRemedy,
  },
  HUB_REQUEST_ANSWERED: {
    level: 'info',
    meaning:
      'Somebody asked the hub to follow a feed, or no longer to; a `status` of 4xx names the `parameter` that is wrong.',
    remedy: noRemedy,
  },
  FOLLOWER_VERIFIED: {
    level: 'info',
    meaning: 'A callback confirmed that it wants to follow a feed, or no longer to, by `mode`.',
    remedy: noRemedy,
  },
  FOLLOWER_NOT_VERIFIED: {
    level: 'info',
    meaning:
      'A callback did not confirm what somebody asked the hub for; by `because` it refused, could not be reached, or was told that the hub denies it.',
    remedy: 'nothing: it is for whoever runs the callback. All of them unreachable means that we reach nobody.',
    runbook: 'hub-failing.md',
  },
  FOLLOWERS_FULL: {
    level: 'warn',
    meaning:
      'A callback may not follow a feed: by `full` there are as many followers as there may be at its host (`ofHost`), or of the feed (`ofTopic`).',
    remedy:
      'nothing for a host. A feed that is full by followers who mean it needs a larger bound, `mostFollowers` in `shared/domain/follower.ts`.',
    runbook: 'hub-failing.md',
  },
  FOLLOWER_ENDED: {
    level: 'info',
    meaning:
      'A follower gets nothing more: by `because` its lease is over, it answered 410 Gone, or it has been failing for three days.',
    remedy: noRemedy,
  },
  FOLLOWERS_PLANNED: {
    level: 'info',
    meaning: 'Feeds were written down as owed to their `followers`.',
    remedy: noRemedy,
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
