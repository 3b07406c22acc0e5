import { describe, expect, it } from 'vitest';
import { zonesByZip, zonesOfZip } from '../../shared/domain/zip-zones.ts';

describe('the zones of a ZIP code', () => {
  it.each([
    ['10001', 'America/New_York', 'New York'],
    ['00501', 'America/New_York', 'Holtsville, the lowest'],
    ['20500', 'America/New_York', 'Washington'],
    ['48226', 'America/New_York', 'Detroit'],
    ['46204', 'America/New_York', 'Indianapolis'],
    ['40202', 'America/New_York', 'Louisville'],
    ['32301', 'America/New_York', 'Tallahassee'],
    ['37402', 'America/New_York', 'Chattanooga'],
    ['37902', 'America/New_York', 'Knoxville'],
    ['60601', 'America/Chicago', 'Chicago'],
    ['46402', 'America/Chicago', 'Gary'],
    ['47708', 'America/Chicago', 'Evansville'],
    ['42001', 'America/Chicago', 'Paducah'],
    ['37203', 'America/Chicago', 'Nashville'],
    ['35203', 'America/Chicago', 'Birmingham'],
    ['32501', 'America/Chicago', 'Pensacola'],
    ['58701', 'America/Chicago', 'Minot'],
    ['79701', 'America/Chicago', 'Midland'],
    ['80202', 'America/Denver', 'Denver'],
    ['79901', 'America/Denver', 'El Paso'],
    ['88510', 'America/Denver', 'El Paso’s post boxes'],
    ['57701', 'America/Denver', 'Rapid City'],
    ['69301', 'America/Denver', 'Alliance in Nebraska'],
    ['83702', 'America/Denver', 'Boise'],
    ['83671', 'America/Denver', 'Warren, south of the Salmon'],
    ['84536', 'America/Denver', 'Monument Valley'],
    ['85004', 'America/Phoenix', 'Phoenix'],
    ['85901', 'America/Phoenix', 'Show Low'],
    ['83814', 'America/Los_Angeles', 'Coeur d’Alene'],
    ['90012', 'America/Los_Angeles', 'Los Angeles'],
    ['89101', 'America/Los_Angeles', 'Las Vegas'],
    ['99501', 'America/Anchorage', 'Anchorage'],
    ['99950', 'America/Anchorage', 'Ketchikan, the highest'],
    ['96813', 'Pacific/Honolulu', 'Honolulu'],
    ['96701', 'Pacific/Honolulu', 'Aiea'],
    ['00901', 'America/Puerto_Rico', 'San Juan'],
    ['00802', 'America/St_Thomas', 'St. Thomas'],
    ['96910', 'Pacific/Guam', 'Guam'],
    ['96950', 'Pacific/Guam', 'Saipan, whose clock is Guam’s'],
  ])('%s: %s, %s', (zip, zones) => {
    expect(zonesOfZip(zip)).toBe(zones);
  });

  it.each([
    ['32456', 'America/Chicago+America/New_York', 'Port St. Joe'],
    ['36867', 'America/Chicago+America/New_York', 'Phenix City'],
    ['37321', 'America/Chicago+America/New_York', 'Dayton in Tennessee, with Altamont'],
    ['40143', 'America/Chicago+America/New_York', 'Hardinsburg in Kentucky'],
    ['42728', 'America/Chicago+America/New_York', 'Columbia in Kentucky'],
    ['46534', 'America/Chicago+America/New_York', 'Knox in Indiana'],
    ['47586', 'America/Chicago+America/New_York', 'Tell City'],
    ['47660', 'America/Chicago+America/New_York', 'Oakland City, which lies in two counties'],
    ['49801', 'America/Chicago+America/New_York', 'Iron Mountain'],
    ['57501', 'America/Chicago+America/Denver', 'Pierre'],
    ['58838', 'America/Chicago+America/Denver', 'Cartwright in North Dakota'],
    ['67735', 'America/Chicago+America/Denver', 'Goodland in Kansas'],
    ['69101', 'America/Chicago+America/Denver', 'North Platte'],
    ['79843', 'America/Chicago+America/Denver', 'Marfa'],
    ['83549', 'America/Denver+America/Los_Angeles', 'Riggins in Idaho'],
    ['89883', 'America/Denver+America/Los_Angeles', 'West Wendover'],
    ['97914', 'America/Denver+America/Los_Angeles', 'Ontario in Oregon'],
    ['86515', 'America/Denver+America/Phoenix', 'Window Rock'],
    ['86001', 'America/Denver+America/Phoenix', 'Flagstaff, with Tuba City'],
  ])('are all of its prefix’s: %s: %s, %s', (zip, zones) => {
    expect(zonesOfZip(zip)).toBe(zones);
  });

  it.each([
    ['96799', 'Pacific/Pago_Pago', 'American Samoa'],
    ['99546', 'America/Adak', 'Adak'],
    ['99923', 'America/Anchorage+America/Los_Angeles', 'Hyder'],
    ['73946', 'America/Chicago+America/Denver', 'Kenton in Oklahoma'],
    ['37723', 'America/Chicago', 'Crab Orchard'],
    ['37419', 'America/Chicago+America/New_York', 'Tiftonia'],
    ['96940', 'Pacific/Palau', 'Koror'],
    ['96941', 'Pacific/Pohnpei', 'Kolonia'],
    ['96960', 'Pacific/Majuro', 'Majuro'],
  ])('are its own where it lies apart: %s: %s, %s', (zip, zones) => {
    expect(zonesOfZip(zip)).toBe(zones);
    // 1 of 100 in that prefix
    expect(zonesOfZip(`${zip.slice(0, 3)}00`)).not.toBe(zones);
  });

  it('are the same with the four digits of a street', () => {
    expect(zonesOfZip('96799-1234')).toBe('Pacific/Pago_Pago');
    expect(zonesOfZip('80202-0001')).toBe('America/Denver');
  });

  it.each([
    '',
    '802',
    '8020',
    '802021',
    '80202-',
    '80202-12',
    '80202-12345',
    '80202 1234',
    ' 80202',
    'K1A 0B1',
    '1080202',
  ])('are not there of what is no ZIP code: %j', (zip) => {
    expect(zonesOfZip(zip)).toBeUndefined();
  });

  it('are not there of the military, nor of prefixes that the Postal Service does not use', () => {
    const military = ['09012', '09309', '09809', '34034', '96201', '96349', '96606'];
    for (const zip of military) expect(zonesOfZip(zip), zip).toBeUndefined();
    const prefixes = Array.from({ length: 1000 }, (_, at) => String(at).padStart(3, '0'));
    const unused = `000 001 002 003 004 090 091 092 093 094 095 096 097 098 099 213 269 340 343 345 348 353 419 428 429 517 518 519 529
      533 536 552 568 578 579 589 621 632 642 643 659 663 682 694 695 696 697 698 699 702 709 715 732 742 771 817 818 819 839 848 849
      854 858 861 862 866 867 868 869 872 886 887 888 892 896 899 909 929 962 963 964 965 966 987`;
    expect(prefixes.filter((prefix) => !zonesByZip.has(prefix))).toEqual(unused.split(/\s+/));
  });

  it('are in order, each once, and known to the clock', () => {
    for (const key of new Set(zonesByZip.values())) {
      const zones = key.split('+');
      expect(zones).toEqual([...new Set(zones)].sort());
      for (const zone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    }
  });
});
