/** What editors read of an error code. The first sentence of Twilio's own page of a code is its source: https://www.twilio.com/docs/api/errors */
const words = new Map<number, string>([
  [21211, 'This is not a phone number.'],
  [21408, 'Our account does not text this country.'],
  [21610, 'The person has sent STOP.'],
  [21611, 'Too many texts were waiting to leave.'],
  [21614, 'This is not a mobile number.'],
  [21635, 'This is a landline.'],
  [30001, 'Too many texts were waiting to leave, and this one was dropped.'],
  [30002, 'Our account was suspended before the text left.'],
  [30003, 'The phone was switched off or out of reach.'],
  [30004, 'The carrier or the person blocks us.'],
  [30005, 'The carrier knows no such phone.'],
  [30006, 'This is a landline, or the carrier takes no texts.'],
  [30007, 'The carrier filtered the text as spam.'],
  [30008, 'The text did not arrive, and the carrier does not say why.'],
  [30022, 'We sent faster than the carrier allows.'],
  [30023, 'We sent more today than the carrier allows.'],
  [30027, 'We sent more today than T-Mobile allows.'],
  [30032, 'Our toll-free number is not verified.'],
  [30034, 'Our number is not registered with the carriers.'],
  [30036, 'The text had not left by the end of its time.'],
  [63038, 'We sent more today than our account allows.'],
]);

/** What an error code of Twilio's means, as a sentence for editors; null for one that we have no words for. */
export const wordsOf = (code: number): string | null => words.get(code) ?? null;
