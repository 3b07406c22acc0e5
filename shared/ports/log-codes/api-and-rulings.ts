import { type LogCodeEntry, noRemedy } from './entry.ts';

/** The API, and what becomes of a ruling there before it goes out. */
export const rulings = {
  REQUEST_ANSWERED: {
    level: 'info',
    meaning: 'The API answered a request; a 4xx names its `problem`.',
    remedy: noRemedy,
  },
  REQUEST_FAILED: {
    level: 'error',
    meaning: 'The API could not answer a request; the caller got a 5xx and may try again.',
    remedy: 'look at `errorName` and `errorAt`; if it began with a deployment, deploy the commit before it.',
    runbook: 'newsroom-api-failing.md',
  },
  EVENT_COMMITTED: {
    level: 'info',
    meaning: 'A ruling was published, updated, corrected or retracted; `type` says which.',
    remedy: noRemedy,
  },
  RULINGS_IMPORTED: {
    level: 'info',
    meaning: 'Rulings were imported; their events have the sequences `from` one `to` another, and tell nobody.',
    remedy: noRemedy,
  },
  RULING_SCHEDULED: {
    level: 'info',
    meaning: 'An editor handed in a ruling that is to be published at `publishAt`.',
    remedy: noRemedy,
  },
  SCHEDULED_CALLED_OFF: {
    level: 'info',
    meaning: 'A person called off a scheduled ruling, or cleared away one that could not be published.',
    remedy: noRemedy,
  },
  SCHEDULED_NOT_PUBLISHED: {
    level: 'error',
    meaning:
      'A scheduled ruling could not be published when its time had come; `reason` says why. It is not tried again, and stays in the list of what is scheduled.',
    remedy: 'tell its editor, who publishes it anew with what was wrong mended, and clears this one away.',
    runbook: 'scheduled-rulings-failing.md',
  },
  COMMIT_CONTENDED: {
    level: 'info',
    meaning: 'A commit lost the race for its sequence and tries again.',
    remedy: 'nothing, unless callers get 503: then too many publish at once.',
    runbook: 'newsroom-api-failing.md',
  },
  EVENTS_RELAYED: {
    level: 'info',
    meaning:
      'Events of the log, `from` one sequence `to` another, went out to the channels; the first was committed at `oldest`.',
    remedy: 'nothing. Silence after a publish is what to look into.',
    runbook: 'relay-failing.md',
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
