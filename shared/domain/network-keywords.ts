/**
 * What Twilio answers by itself where it handles opt-outs, as the whole of a text, in any case: see "Twilio support for opt-out keywords"
 * in its documentation. A text that says more is ours to answer.
 */
const networkKeywords = new Set([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  ...['START', 'YES', 'UNSTOP', 'HELP', 'INFO'],
]);

/** Whether the network has answered a text already. `optOutType` is what it calls the text, where it says so: STOP, START or HELP. */
export const answeredByNetwork = (
  body: string,
  optOutType: string | undefined,
  keywordsAnsweredBy: 'network' | 'us',
): boolean =>
  optOutType !== undefined || (keywordsAnsweredBy === 'network' && networkKeywords.has(body.trim().toUpperCase()));
