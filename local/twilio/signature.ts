import { createHmac } from 'node:crypto';

/**
 * X-Twilio-Signature: base64 HMAC-SHA1, under the auth token, of the URL and each name and value, sorted by name. Of a name
 * that comes more than once, each different value counts once, sorted too.
 */
export const sign = (authToken: string, url: string, form: URLSearchParams): string => {
  const names = [...new Set(form.keys())].sort();
  const parameters = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + parameters.join(''))
    .digest('base64');
};
