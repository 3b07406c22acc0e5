import { type LogCodeEntry, noRemedy } from './entry.ts';

/** Broadcasts: planned, sent, and followed until it is known what became of each text. */
export const sends = {
  TEXTS_PLANNED: {
    level: 'info',
    meaning: 'Everybody in the audience of a broadcast has a row in the ledger.',
    remedy: noRemedy,
  },
  TEXTS_PLAN_GIVEN_UP: {
    level: 'error',
    meaning:
      'A broadcast whose words a correction or a retraction made wrong could not be planned to its end for an hour, and is closed as it is.',
    remedy:
      'look at `errorName` and `errorAt`. Who had no row in it is not told of the ruling: publish an update that is texted, if they are to be.',
    runbook: 'text-plans-failing.md',
  },
  TEXTS_SENT: {
    level: 'info',
    meaning: 'A batch of texts was worked off; the states say how the tally changed.',
    remedy: noRemedy,
  },
  TEXTS_PUT_OFF: {
    level: 'warn',
    meaning:
      'The rest of a batch of texts waits: by `reason` an operator paused the channel (`paused`), Twilio takes none now, or it left open whether it took one.',
    remedy:
      'nothing for a while: the batch comes back by itself. If it goes on, look at Twilio’s status and at the secret.',
    runbook: 'text-batches-failing.md',
  },
  TEXTS_RECHECKED: {
    level: 'info',
    meaning: 'A broadcast was looked over, and its tallies counted anew.',
    remedy: 'nothing. `unknown` above 0 are texts in doubt, which are never posted again.',
    runbook: 'text-plans-failing.md',
  },
  TEXT_NOT_LOOKED_FOR: {
    level: 'error',
    meaning:
      'A text in doubt could not be looked for at Twilio; it stays in doubt, and the next look over its broadcast tries again.',
    remedy:
      'nothing for a few: look at `errorName` and at Twilio’s status. One that is never found counts as lost after 16 hours, and an editor may send it again.',
    runbook: 'text-plans-failing.md',
  },
  TEXTS_RESENT: {
    level: 'info',
    meaning: 'An editor had texts sent once more that were lost; `people` says to how many.',
    remedy: noRemedy,
  },
  RESEND_REFUSED: {
    level: 'warn',
    meaning:
      'Lost texts were not sent again: their broadcast is held or closed, or a later event of the ruling took over what it says.',
    remedy: 'nothing: whoever lost a text that a later event took over is told of that event.',
  },
  TEXT_SETTLED: {
    level: 'info',
    meaning: 'Twilio told what became of a text.',
    remedy: noRemedy,
  },
  EVIDENCE_FORGOTTEN: {
    level: 'info',
    meaning:
      'The evidence of consent of `phones` phones was taken away: they left as long ago as the newsroom keeps it.',
    remedy: noRemedy,
  },
  DEACTIVATED_TAKEN_OUT: {
    level: 'info',
    meaning: 'The list of numbers that were given back on a `day` was worked through: `left` of them were subscribers.',
    remedy: noRemedy,
  },
  DEACTIVATIONS_UNREADABLE: {
    level: 'warn',
    meaning:
      'The list of numbers that were given back on a `day` held `lines` that are no numbers; the others were worked through.',
    remedy: 'nothing for a few. For many: look whether Twilio changed the format of the list.',
    runbook: 'tend-texts-failing.md',
  },
  BROADCAST_CONTROLLED: {
    level: 'info',
    meaning:
      'A person approved, paused, resumed or called off a broadcast, or had lost texts sent again, by `control`.',
    remedy: noRemedy,
  },
  CLICK_NOT_COUNTED: {
    level: 'error',
    meaning: 'Somebody followed a short link, and the click could not be counted; they were led on.',
    remedy: 'look at the errors of DynamoDB. Clicks are lost, and nothing else.',
    runbook: 'short-links-failing.md',
  },
  TEXT_CODE_HEARD: {
    level: 'info',
    meaning:
      'Twilio gave a `code` for a text that failed; `meaning` says what follows from it, `inert` that nothing does.',
    remedy:
      'nothing for single ones. Many that are `ours` mean that carriers refuse the text or the sender; many that are `inert` may be worth a place in the table of codes.',
    runbook: 'text-batches-failing.md',
  },
  BROADCAST_PAUSED: {
    level: 'warn',
    meaning:
      'The wire holds a broadcast until a person lets it go on: by `because` the budget of the month is spent (`budget`), carriers refuse its texts (`carriers`), Twilio’s queue ran over (`pacing`), or Twilio left open of too many texts whether it took them (`twilio`).',
    remedy: 'mend the cause, then resume the broadcast; those who wait are texted then.',
    runbook: 'text-batches-failing.md',
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
