import { unknownAreaZones, zonesByAreaCode } from './nanp-zones.ts';
import type { Phone } from './phone.ts';

/**
 * The IANA zones that a phone may be in, sorted and joined by a plus sign: `America/Denver+America/Phoenix`. It names a cohort, and
 * whoever is in it is texted only when all of its zones allow it.
 */
export type ZoneKey = string;

/** Where a phone may be, from its area code; a number that moved with its owner is taken to be where it was issued. */
export const zoneKeyOf = (phone: Phone): ZoneKey => zonesByAreaCode.get(phone.slice(2, 5)) ?? unknownAreaZones;

/** The zones that a key names. */
export const zonesOf = (key: ZoneKey): readonly string[] => key.split('+');
