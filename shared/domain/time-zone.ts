import { unknownAreaZones, zonesByAreaCode } from './nanp-zones.ts';
import type { Phone } from './phone.ts';
import { zonesOfZip } from './zip-zones.ts';

/**
 * The IANA zones that a phone may be in, sorted and joined by a plus sign: `America/Denver+America/Phoenix`. It names a cohort, and
 * whoever is in it is texted only when all of its zones allow it. `@11` at the end: not before eleven on any of their clocks.
 */
export type ZoneKey = string;

/**
 * The cohort of somebody with this phone and ZIP code who wants no text before that hour. The ZIP alone decides where they are, as long
 * as it is in a known place: it is where they live, while a number may have moved with its owner. Without one, they are taken to be where
 * the number was issued.
 */
export const zoneKeyOf = (phone: Phone, zip: string | null = null, notBefore: number | null = null): ZoneKey => {
  const home = zonesOfZip(zip ?? '');
  return withNotBefore(home ?? zonesByAreaCode.get(phone.slice(2, 5)) ?? unknownAreaZones, notBefore);
};

/** The zones that a key names. */
export const zonesOf = (key: ZoneKey): readonly string[] => key.replace(/@.*/, '').split('+');

/** The hour before which those of a cohort want no text; 0 where they named none. */
export const notBeforeOf = (key: ZoneKey): number => Number(/@(\d\d)/.exec(key)?.[1] ?? 0);

/** The cohort of those in these zones who want no text before that hour (0 to 23); midnight is as good as none. */
export const withNotBefore = (zones: ZoneKey, hour: number | null): ZoneKey =>
  hour === null || hour === 0 ? zones : `${zones}@${String(hour).padStart(2, '0')}`;
