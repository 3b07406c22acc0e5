import type { EventType } from '../../shared/domain/event.ts';
import type { ExchangeError } from '../../shared/domain/exchange.ts';
import type { Revision } from '../../shared/domain/ruling.ts';

/** What happened to a fact-check, by the type of its event. */
export const eventWords: Readonly<Record<EventType, string>> = {
  'ruling.published': 'Published',
  'ruling.updated': 'Updated',
  'ruling.corrected': 'Corrected',
  'ruling.retracted': 'Retracted',
};

type SpeakerKind = Revision['content']['claim']['claimant']['kind'];
export const speakerKindWords: Readonly<Record<SpeakerKind, string>> = {
  person: 'Person',
  organization: 'Organization',
  'social-post': 'Social post',
  'viral-image': 'Viral image',
  video: 'Video',
  'chain-message': 'Chain message',
  'campaign-ad': 'Campaign ad',
};

const errorWords: Readonly<Record<ExchangeError, string>> = {
  dns: 'the host name was not found',
  'address-refused': 'the host is on an address that is not public',
  connect: 'no connection',
  'connect-timeout': 'no connection within 4 seconds',
  tls: 'the certificate or TLS failed',
  timeout: 'no whole answer within 15 seconds',
  reset: 'the connection broke off',
  protocol: 'the answer is no HTTP',
  redirect: 'a redirect, which is not followed',
  interrupted: 'we were interrupted, and what arrived is not known',
  'not-sent': 'we could not make the message',
};

/** Why an attempt brought no success; null where the status says it. */
export const inWords = (error: string | null): string | null => {
  const known: Readonly<Record<string, string>> = errorWords;
  return error === null ? null : (known[error] ?? error);
};
