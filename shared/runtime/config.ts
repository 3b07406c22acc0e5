import { readFileSync } from 'node:fs';
import { type Newsroom, newsroomSchema } from '../domain/newsroom.ts';

/** A variable that the template sets on this function. Throws with its name when it is missing. */
export const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
};

/** Whether this is the embedded runtime, where endpoints may be on loopback and quiet hours may be off. */
export const embedded = (): boolean => process.env['RULINGWIRE_EMBEDDED'] === '1';

/** The newsroom's settings, from the file that lies beside the bundle. Locally the base URL is the runtime's own. */
export const loadNewsroom = (): Newsroom => {
  const file = new URL('newsroom.json', import.meta.url);
  const newsroom = newsroomSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return embedded() ? { ...newsroom, baseUrl: setting('RULINGWIRE_BASE_URL') } : newsroom;
};

/** Where Twilio's API is. */
export const twilioUrl = (): string => (embedded() ? setting('RULINGWIRE_TWILIO_URL') : 'https://api.twilio.com');

/** Where Twilio's API of messaging services is, which has the daily list of numbers that were given back. */
export const twilioMessagingUrl = (): string =>
  embedded() ? setting('RULINGWIRE_TWILIO_URL') : 'https://messaging.twilio.com';

/** Where CloudFront's API is, for which no SDK is there to read the variable. */
export const cloudFrontUrl = (): string =>
  process.env['AWS_ENDPOINT_URL_CLOUDFRONT'] ?? 'https://cloudfront.amazonaws.com';

/** Quiet hours can be off in the embedded runtime alone; anywhere else asking for it is an error, so that no phone rings at night by mistake. */
export const quietHoursOff = (): boolean => {
  const value = process.env['RULINGWIRE_QUIET_HOURS'];
  if (value === undefined || value === '') return false;
  if (value !== 'off') throw new Error('RULINGWIRE_QUIET_HOURS is either off or not set');
  if (!embedded()) throw new Error('RULINGWIRE_QUIET_HOURS=off is for the embedded runtime alone');
  return true;
};
