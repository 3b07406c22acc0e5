import { createHmac } from 'node:crypto';

/** X-Twilio-Signature: base64 HMAC-SHA1, under the auth token, of the URL and each name and value, sorted by name. */
export const sign = (authToken: string, url: string, form: URLSearchParams): string => {
  const parameters = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value);
  return createHmac('sha1', authToken)
    .update(url + parameters.join(''))
    .digest('base64');
};
