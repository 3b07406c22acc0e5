/**
 * The time zones of ZIP codes, by their first three digits: most such prefixes are one sorting centre's area. The limits of the zones are
 * those of 49 CFR 71, and where people's clocks are known to follow a neighbour's instead, both count. Zones whose clocks have agreed for
 * decades are one, as in `nanp-zones.ts`; and a prefix that spans zones has all of them.
 */
const byPrefix: Readonly<Record<string, string>> = {
  'America/Anchorage': '995-999',
  'America/New_York': `
    005 010-089 100-212 214-268 270-323 326-339 341-342 344 346-347 349 374 376-379 398-400 402-418 425 430-462 466-468 470-474 478
    480-497 569`,
  // Florida's panhandle, Alabama round Phenix City (which keeps Georgia's clock), Tennessee round Chattanooga, Kentucky from Breckinridge
  // County to the Cumberland, Indiana's two corners, and the counties of Michigan along Wisconsin
  'America/Chicago+America/New_York': '324 368 373 401 426-427 465 469 475-476 479 498-499',
  'America/Chicago': `
    325 350-352 354-367 369-372 375 380-397 420-424 463-464 477 500-516 520-528 530-532 534-535 537-551 553-567 570-574 580-584 587
    600-620 622-631 633-641 644-658 660-662 664-676 679-681 683-689 700-701 703-708 710-714 716-731 733-741 743-770 772-797`,
  // the Dakotas along the Missouri, Nebraska's and Kansas's west, and Texas from Van Horn to El Paso
  'America/Chicago+America/Denver': '575-576 585-586 588 677-678 690-692 798',
  'America/Denver': '577 590-599 693 799-816 820-834 836-837 840-847 870-871 873-885',
  // Idaho along the Salmon, Nevada's border with Utah, and Oregon's Malheur County
  'America/Denver+America/Los_Angeles': '835 898 979',
  'America/Los_Angeles': '838 889-891 893-895 897 900-908 910-928 930-961 970-978 980-986 988-994',
  'America/Phoenix': '850-853 855-857 859 863-864',
  // the Navajo Nation has summer time, the Hopi within it and Flagstaff beside it have not
  'America/Denver+America/Phoenix': '860 865',
  'America/Puerto_Rico': '006-007 009',
  'America/St_Thomas': '008',
  'Pacific/Guam': '969',
  'Pacific/Honolulu': '967-968',
};

/** Single ZIP codes that lie elsewhere than the rest of their prefix, which would lose hours by sharing their zones. */
const byZip: Readonly<Record<string, string>> = {
  // Adak and Atka; 995 is Anchorage
  'America/Adak': '99546 99547',
  // Hyder keeps the clock of the Canadian town that its only road leads to
  'America/Anchorage+America/Los_Angeles': '99923',
  // Kenton in Oklahoma keeps New Mexico's clock
  'America/Chicago+America/Denver': '73946',
  // Crab Orchard; 377 is Knoxville's
  'America/Chicago': '37723',
  // Chattanooga's Tiftonia, which reaches into Marion County
  'America/Chicago+America/New_York': '37419',
  // the freely associated states: Palau, Pohnpei and Kosrae, the Marshall Islands
  'Pacific/Palau': '96939 96940',
  'Pacific/Pohnpei': '96941 96944',
  'Pacific/Majuro': '96960 96970',
  // all of American Samoa; 967 is Hawaii
  'Pacific/Pago_Pago': '96799',
};

/** Each of a list's numbers, with as many digits as they are written with: `006-007 009` is 006, 007 and 009. */
const numbersIn = (list: string): string[] =>
  Array.from(list.matchAll(/(\d+)(?:-(\d+))?/g)).flatMap(([, first = '', last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) =>
      String(Number(first) + at).padStart(first.length, '0'),
    ),
  );

/**
 * The zones of each known prefix, and of the single ZIP codes that are elsewhere, sorted and joined by a plus sign. The prefixes of the
 * military (090-099, 340, 962-966) are not in it: they say nothing about where somebody is.
 */
export const zonesByZip: ReadonlyMap<string, string> = new Map(
  [byPrefix, byZip]
    .flatMap((table) => Object.entries(table))
    .flatMap(([zones, list]) => numbersIn(list).map((digits) => [digits, zones])),
);

/** The zones of a ZIP code (`12345` or `12345-6789`); undefined where it is none, or in no known place. */
export const zonesOfZip = (zip: string): string | undefined => {
  const digits = /^\d{5}(?=$|-\d{4}$)/.exec(zip)?.[0];
  return digits === undefined ? undefined : (zonesByZip.get(digits) ?? zonesByZip.get(digits.slice(0, 3)));
};
