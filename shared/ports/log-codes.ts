/** What a log line says to whoever reads it: `docs/log-codes.md` is made from this. */
interface LogCodeEntry {
  /** `error`: something was not done. `warn`: it was done otherwise than meant. `info`: it was done. */
  readonly level: 'info' | 'warn' | 'error';
  readonly meaning: string;
  /** What its reader does about it, as the end of a sentence that begins with “To do:”. */
  readonly remedy: string;
  /** A file of `docs/runbooks/`. */
  readonly runbook?: string;
}

const noRemedy = 'nothing.';

/** Every code that a log line can have. */
export const logCodes = {
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
  BATCH_RECORD_FAILED: {
    level: 'error',
    meaning: 'A message could not be handled; it comes again, and ends as a dead letter if it keeps failing.',
    remedy:
      'a `messageId` that repeats is one bad message; all failing is a service or the last deployment. Follow the runbook of the function that logged it, mend the cause, then put the dead letters back.',
  },
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
  CONFIRMATION_SETTLED: {
    level: 'info',
    meaning:
      'The text that asks a sign-up for its JOIN was handed to Twilio; `state` says what came of it. One that is `unknown` is never sent again.',
    remedy: noRemedy,
  },
  CONFIRMATION_PUT_OFF: {
    level: 'warn',
    meaning:
      'The text that asks a sign-up for its JOIN could not leave; it is tried again until the sign-up has run out.',
    remedy:
      'nothing for a while. Where `reason` is `budget`, nobody can subscribe on the page until the budget is raised or the month is over.',
    runbook: 'text-batches-failing.md',
  },
  CONFIRMATION_RAN_OUT: {
    level: 'warn',
    meaning:
      'The text that asks a sign-up for its JOIN did not leave within its day: the channel was paused, the budget spent or Twilio away for that long. The person has to sign up anew.',
    remedy: 'nothing brings it back. Tell the newsroom, so that it can ask readers to sign up again.',
    runbook: 'channel-paused.md',
  },
  TEST_TEXT_SENT: {
    level: 'info',
    meaning: 'A phone of the newsroom’s own people was sent a test.',
    remedy: noRemedy,
  },
  TEST_TEXTS_PUT_OFF: {
    level: 'warn',
    meaning:
      'An operator paused the channel of texts in the midst of a test; who was not begun gets it if the channel goes on within a quarter of an hour.',
    remedy: 'ask for another test once the channel is on.',
    runbook: 'channel-paused.md',
  },
  TEST_TEXT_NOT_SENT: {
    level: 'warn',
    meaning:
      'A phone of the newsroom’s own people may not have got a test; `reason` says why, `late` that nobody gets what is left of one that was held for too long. It is not tried again.',
    remedy: 'ask for another test once the reason is mended.',
    runbook: 'text-batches-failing.md',
  },
  SIGN_UP_LIMITED: {
    level: 'warn',
    meaning:
      'A sign-up on the page came to nothing: by `by` there were too many from one address, for numbers that begin alike, or in all within an hour.',
    remedy:
      'nothing for a few. Many by `prefix`, and any by `newsroom`, are an attack that would text strangers at our cost: look at where the page is called from.',
    runbook: 'subscribers-api-failing.md',
  },
  TEXT_HEARD: {
    level: 'info',
    meaning: 'Somebody texted us; `kind` is what it was taken for, `answered` whether we answered.',
    remedy: 'nothing. Many of `unclear` wait for a person at `GET /v1/replies`.',
  },
  REPLY_HELD: {
    level: 'warn',
    meaning: 'A text may be an opt-out: its phone gets nothing until a person has read it.',
    remedy: 'read what waits at `GET /v1/replies`, and say whether it is one. It waits for as long as that takes.',
  },
  WORDS_NOT_KEPT: {
    level: 'warn',
    meaning: 'A text that ends texts, or may, was acted on, but its words could not be sealed and are in no evidence.',
    remedy: 'see `reason`: the key of the vault is out of reach, or the function may not use it.',
    runbook: 'twilio-inbound-failing.md',
  },
  TEXT_IGNORED: {
    level: 'info',
    meaning: 'A text came from what is no person’s phone, or from a number of ours, and was not answered.',
    remedy: noRemedy,
  },
  CALLBACK_REFUSED: {
    level: 'warn',
    meaning: 'Somebody called as Twilio without its signature.',
    remedy: 'nothing for a few. Where no `TEXT_SETTLED` stands beside them, `baseUrl` or the `authToken` is wrong.',
    runbook: 'twilio-status-failing.md',
  },
} as const satisfies Readonly<Record<string, LogCodeEntry>>;
export type LogCode = keyof typeof logCodes;
