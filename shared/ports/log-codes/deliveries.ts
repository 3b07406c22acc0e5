import { type LogCodeEntry, noRemedy } from './entry.ts';

/** Deliveries to partners, and nudges to who only pulls. */
export const deliveries = {
  DELIVERIES_PLANNED: {
    level: 'info',
    meaning: 'An event was written down as owed to the endpoints that it is owed to.',
    remedy: 'nothing. The sequence after the last one logged is what planning stands at.',
    runbook: 'delivery-plans-failing.md',
  },
  DELIVERY_ATTEMPTED: {
    level: 'info',
    meaning: 'A delivery was posted, or could not be; `state` says what comes of it.',
    remedy: 'nothing, unless one endpoint fails for long: tell the contact of its partner.',
    runbook: 'deliveries-failing.md',
  },
  ENDPOINT_RESUMED: {
    level: 'info',
    meaning: 'An endpoint is back in service, and as many deliveries as `rows` says that waited for it are due again.',
    remedy: noRemedy,
  },
  ENDPOINTS_PROBED: {
    level: 'info',
    meaning:
      'As many endpoints as `endpoints` says had heard nothing for a week, and are asked whether they still answer.',
    remedy: noRemedy,
  },
  DELIVERY_TAKEN_OVER: {
    level: 'warn',
    meaning: 'An attempt took so long that another took its delivery over; it is sent again under the same id.',
    remedy:
      'nothing for a single one. Many mean that exchanges outlive their 15 s: look at the endpoint and at the function’s time.',
    runbook: 'deliveries-failing.md',
  },
  DELIVERY_NOT_SENT: {
    level: 'error',
    meaning: 'The message of a delivery could not be made; it counts as a failed attempt.',
    remedy:
      'all deliveries: the vault key or a table cannot be read. One ruling alone: it needs a fix in code, and a replay afterwards.',
    runbook: 'deliveries-failing.md',
  },
  ENDPOINT_DISABLED: {
    level: 'warn',
    meaning:
      'An endpoint answered 410 Gone, or nothing has succeeded there for three days, or while a whole schedule ran out: it gets nothing more, and what it is owed waits.',
    remedy:
      'the topic PartnerNotices has its contact: see that somebody tells them; the partner enables it again or gives another URL.',
    runbook: 'deliveries-failing.md',
  },
  DELIVERY_NOT_NEEDED: {
    level: 'info',
    meaning: 'A feed was not sent: its follower has got this version of it.',
    remedy: noRemedy,
  },
  PARTNER_NUDGED: {
    level: 'info',
    meaning: 'Whoever looks after partners was told how many corrections one of them got and has not acknowledged.',
    remedy: noRemedy,
  },
  PARTNER_NOT_NUDGED: {
    level: 'error',
    meaning: 'That a partner has not acknowledged corrections could not be told; the next day’s run tries again.',
    remedy: 'look at `errorName`. For every partner it is the topic; for one it is what the notice holds.',
    runbook: 'tend-partners-failing.md',
  },
  NUDGES_UNFINISHED: {
    level: 'warn',
    meaning: 'The time of a run was over before it came to all partners; the next one goes on after `stoppedAfter`.',
    remedy: 'nothing for a single one. If it comes every day, partners hear late: give the function more time.',
    runbook: 'tend-partners-failing.md',
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
