import { type LogCodeEntry, noRemedy } from './entry.ts';

/** Texts to and from one person: sign-ups, test sends, replies. */
export const people = {
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
