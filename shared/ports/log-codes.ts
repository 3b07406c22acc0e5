/** Every code that a log line can have, with what it says to whoever reads it. */
export const logCodes = {
  REQUEST_ANSWERED: 'The API answered a request.',
  REQUEST_FAILED: 'The API could not answer a request; the caller got a 5xx and may try again.',
  EVENT_COMMITTED: 'A ruling was published, updated, corrected or retracted.',
  COMMIT_CONTENDED: 'A commit lost the race for its sequence and tries again.',
  EVENTS_RELAYED: 'Events of the log went out to the channels.',
  FEED_WRITTEN: 'A feed changed and was written.',
  FEED_RACED: 'Another builder wrote a feed first; it is built again.',
  BATCH_RECORD_FAILED: 'A message could not be handled; it comes again, and ends as a dead letter if it keeps failing.',
  DELIVERIES_PLANNED: 'An event was written down as owed to the endpoints that it is owed to.',
  DELIVERY_ATTEMPTED: 'A delivery was posted, or could not be; the state says what comes of it.',
  DELIVERY_TAKEN_OVER:
    'An attempt took so long that another took its delivery over; it is sent again under the same id.',
  DELIVERY_NOT_SENT: 'The message of a delivery could not be made; it counts as a failed attempt.',
  ENDPOINT_DISABLED: 'An endpoint said that it is gone; what it is owed waits.',
  WORK_SWEPT: 'Due work was put on its queue.',
  TEXTS_PLANNED: 'Everybody in the audience of a broadcast has a row in the ledger.',
  TEXTS_PUT_OFF: 'The rest of a batch of texts waits: Twilio takes none now, or left it open whether it took one.',
  TEXTS_RECHECKED: 'A broadcast was looked over, and its tallies counted anew.',
  TEXT_SETTLED: 'Twilio told what became of a text.',
  CALLBACK_REFUSED: 'Somebody called as Twilio without its signature.',
} as const;
export type LogCode = keyof typeof logCodes;
