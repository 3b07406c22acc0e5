import { describe, expect, it } from 'vitest';
import { cohortShardSchema } from '../../shared/domain/cohort.ts';
import { zonesByAreaCode } from '../../shared/domain/nanp-zones.ts';
import { type Phone, phoneSchema } from '../../shared/domain/phone.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { notBeforeOf, withNotBefore, zoneKeyOf, zonesOf } from '../../shared/domain/time-zone.ts';
import { newsroom } from '../samples/revision.ts';
import { phone } from '../samples/texting.ts';

const windowAt = quietHours(newsroom.texts);
const hour = 3_600_000;
/** Opening and closing of the first window after an instant, as ISO 8601. */
const windowAfter = (areaCode: number, from: string): [opens: string, closes: string] => {
  const key = zoneKeyOf(phone(1, areaCode));
  let at = Date.parse(from);
  for (let window = windowAt(key, at); !window.open; window = windowAt(key, at)) at = window.until ?? Number.NaN;
  const { until } = windowAt(key, at);
  return [new Date(at).toISOString(), new Date(until ?? Number.NaN).toISOString()];
};

describe('the zones of an area code', () => {
  it.each([
    [202, 'America/New_York', 'Washington'],
    [312, 'America/Chicago', 'Chicago'],
    [303, 'America/Denver', 'Denver'],
    [602, 'America/Phoenix', 'Phoenix, without summer time'],
    [213, 'America/Los_Angeles', 'Los Angeles'],
    [808, 'Pacific/Honolulu', 'Hawaii'],
    [907, 'America/Adak+America/Anchorage', 'Alaska and the Aleutians'],
    [787, 'America/Puerto_Rico', 'Puerto Rico'],
    [671, 'Pacific/Guam', 'Guam'],
    [416, 'America/Toronto', 'Toronto'],
    [407, 'America/New_York', 'Orlando'],
    [689, 'America/New_York', 'Orlando again, which libphonenumber puts in Chicago'],
    [850, 'America/Chicago+America/New_York', 'Florida’s panhandle'],
    [448, 'America/Chicago+America/New_York', 'its overlay'],
    [208, 'America/Denver+America/Los_Angeles', 'Idaho'],
    [541, 'America/Denver+America/Los_Angeles', 'Oregon with Malheur County'],
    [928, 'America/Denver+America/Phoenix', 'Arizona with the Navajo Nation'],
    [605, 'America/Chicago+America/Denver', 'South Dakota'],
    [604, 'America/Phoenix+America/Vancouver', 'Vancouver, which stays at UTC-7'],
    [403, 'America/Edmonton+America/Regina', 'Alberta, which stays at UTC-6'],
    [204, 'America/Jamaica+America/Winnipeg', 'Manitoba, which stays at UTC-5'],
    [709, 'America/Halifax+America/St_Johns', 'Newfoundland and Labrador'],
  ])('%d: %s, %s', (areaCode, zones) => {
    expect(zoneKeyOf(phone(1, areaCode))).toBe(zones);
  });

  it('are in order, each once, and known to the clock', () => {
    expect(zonesByAreaCode.size).toBeGreaterThan(400);
    for (const key of zonesByAreaCode.values()) {
      const zones = zonesOf(key);
      expect(zones).toEqual([...new Set(zones)].sort());
      for (const zone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    }
  });

  it('are known of every area code of which a number is taken', () => {
    const codes = Array.from({ length: 800 }, (_, at) => at + 200);
    const taken = codes.filter((code) => phoneSchema(newsroom).safeParse(`+1${code}2345678`).success);
    expect(taken.length).toBeGreaterThan(400);
    // 600 is in no place: Canada has it for satellites and the like
    expect(taken.filter((code) => !zonesByAreaCode.has(String(code)))).toEqual([600]);
  });

  it('are those that the whole continent and Hawaii have in common where the code is unknown', () => {
    const unknown: Phone = '+19995550143';
    expect(zoneKeyOf(unknown)).toBe('America/St_Johns+Pacific/Honolulu');
    expect(windowAfter(999, '2027-01-15T00:00:00Z')).toEqual(['2027-01-15T19:00:00.000Z', '2027-01-15T23:30:00.000Z']);
  });

  it('open when the last of them opens and close when the first closes', () => {
    // 9:00 in Denver is 17:00 in summer's UTC, in Los Angeles 16:00; 20:00 in Denver comes first
    expect(windowAfter(208, '2027-07-15T06:00:00Z')).toEqual(['2027-07-15T16:00:00.000Z', '2027-07-16T02:00:00.000Z']);
    expect(windowAfter(850, '2027-01-15T06:00:00Z')).toEqual(['2027-01-15T15:00:00.000Z', '2027-01-16T01:00:00.000Z']);
    expect(windowAfter(202, '2027-01-15T06:00:00Z')).toEqual(['2027-01-15T14:00:00.000Z', '2027-01-16T01:00:00.000Z']);
  });

  it.each([
    [604, 7],
    [250, 6],
    [403, 6],
    [204, 5],
  ])('%d closes at 20:00 by UTC-%d in winter, whatever the year of the clock’s rules', (areaCode, behind) => {
    const [, closes] = windowAfter(areaCode, '2027-01-15T06:00:00Z');
    expect(closes).toBe(new Date(Date.parse('2027-01-15T20:00:00Z') + behind * hour).toISOString());
  });

  it('leave everybody some hours of every day', () => {
    const start = Date.parse('2026-11-20T00:00:00Z');
    for (const key of new Set(zonesByAreaCode.values()))
      for (let day = 0; day < 365; day += 7) {
        let open = 0;
        for (let at = start + day * 24 * hour; open < 4 && at < start + (day + 1) * 24 * hour; at += hour)
          if (windowAt(key, at).open) open += 1;
        expect(open, key).toBe(4);
      }
  });
});

describe('the cohort of somebody', () => {
  it('is that of the ZIP where they live, wherever their number was issued', () => {
    expect(zoneKeyOf(phone(1, 202), '96813')).toBe('Pacific/Honolulu');
    expect(zoneKeyOf(phone(1, 808), '10001-0001')).toBe('America/New_York');
    expect(zoneKeyOf(phone(1, 999), '85004')).toBe('America/Phoenix');
  });

  it.each([null, '09012', '99999999', 'K1A 0B1', '00000'])('is that of the number where the ZIP is %j', (zip) => {
    expect(zoneKeyOf(phone(1, 303), zip)).toBe('America/Denver');
  });

  it('is apart from those who may be texted at an earlier hour', () => {
    expect(zoneKeyOf(phone(1, 303), null, 11)).toBe('America/Denver@11');
    expect(zoneKeyOf(phone(1, 303), '86515', 9)).toBe('America/Denver+America/Phoenix@09');
    expect(zoneKeyOf(phone(1, 303), '80202', 0)).toBe('America/Denver');
    expect(zoneKeyOf(phone(1, 303), '80202', null)).toBe('America/Denver');
  });

  it('tells its zones and its hour', () => {
    for (const zones of new Set(zonesByAreaCode.values()))
      for (const hour of Array.from({ length: 24 }, (_, at) => at)) {
        const key = withNotBefore(zones, hour);
        expect([zonesOf(key).join('+'), notBeforeOf(key)]).toEqual([zones, hour]);
        expect(cohortShardSchema.safeParse(`${key}#3`).success).toBe(true);
      }
  });
});
