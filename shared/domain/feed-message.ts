import { createHmac } from 'node:crypto';
import { hubUrl, type Topic, topicUrl, webSubLinks } from './feed-topic.ts';

/**
 * The headers that a feed is sent with (WebSub, 7): the type that it is served with, where its hub and itself are, and with a secret
 * the HMAC of the body's bytes. Without a secret there is no signature: it would prove nothing.
 */
export const feedHeaders = (
  baseUrl: string,
  topic: Topic,
  { body, contentType }: { readonly body: string; readonly contentType: string },
  secret: string | undefined,
): Readonly<Record<string, string>> => ({
  'content-type': contentType,
  link: webSubLinks(hubUrl(baseUrl), topicUrl(baseUrl, topic)),
  ...(secret === undefined
    ? {}
    : { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
});
