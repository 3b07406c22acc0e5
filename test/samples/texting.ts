import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import type { EventBroadcast, LedgerRow } from '../../shared/domain/broadcast.ts';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import type { Consent } from '../../shared/domain/consent.ts';
import type { Phone } from '../../shared/domain/phone.ts';
import type { PhoneHash, Subscriber } from '../../shared/domain/subscriber.ts';

export const platformSecret = 'p'.repeat(64);
export const hashPhone = createPhoneHasher(platformSecret);

/** A number that nobody has: 555-0100 to 555-0199 are kept for fiction. */
export const phone = (last: number, areaCode = 202): Phone => `+1${areaCode}55501${String(last).padStart(2, '0')}`;
export const hash = (last: number, areaCode = 202): PhoneHash => hashPhone(phone(last, areaCode));

export const noon = '2026-11-20T17:00:00.000Z';

export const subscriber = (differs: Partial<Subscriber> = {}): Subscriber => ({
  hash: hash(1),
  phone: 'sealed',
  zones: 'America/New_York',
  topics: [],
  editions: [],
  language: 'en',
  frequency: 'immediate',
  zip: null,
  notBefore: null,
  status: 'active',
  reason: null,
  strikes: null,
  texted: null,
  createdAt: noon,
  updatedAt: noon,
  ...differs,
});

export const consent = (differs: Partial<Consent> = {}): Consent => ({
  hash: hash(1),
  at: noon,
  kind: 'recorded',
  by: 'operator',
  wording: { version: '2026-11', language: 'en', sha256: 'a'.repeat(64) },
  adult: true,
  preferences: null,
  pageUrl: null,
  userAgent: null,
  sid: null,
  said: null,
  recordedBy: 'platform',
  ...differs,
});

export const broadcast = (differs: Partial<EventBroadcast> = {}): EventBroadcast => ({
  id: 'brd_01JD4Z00000000000000000001',
  rulingId: 'rul_01JD4Z00000000000000000001',
  eventId: 'evt_01JD4Z00000000000000000001',
  eventRevision: 1,
  revision: 1,
  kind: 'first',
  status: 'planning',
  wide: true,
  audience: { topics: ['transport'], editions: ['new-york'], language: 'en' },
  rating: 'false',
  variants: { first: { body: 'Ferry St: No. Claim rated FALSE.', segments: 1, encoding: 'GSM-7' } },
  actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
  createdAt: noon,
  plannedAt: null,
  holdUntil: null,
  approval: 'none',
  approvedBy: null,
  pausedBecause: null,
  ownErrors: 0,
  ...differs,
});

export const ledgerRow = (differs: Partial<LedgerRow> = {}): LedgerRow => {
  const hashed = differs.hash ?? hash(1);
  return {
    broadcastId: 'brd_01JD4Z00000000000000000001',
    cohort: cohortShardOf('America/New_York', hashed),
    hash: hashed,
    rulings: [{ rulingId: 'rul_01JD4Z00000000000000000001', revision: 1 }],
    via: 'broadcast',
    state: 'pending',
    variant: 'first',
    segments: 2,
    at: noon,
    sid: null,
    code: null,
    reason: null,
    looks: 0,
    struck: false,
    mayHave: false,
    ...differs,
  };
};
