import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopback, refusedRange } from '../../shared/domain/address-guard.ts';

/** Each range by its first and last address, and the public addresses just outside where there are any. */
const rangesV4 = [
  ['this network', '0.0.0.0', '0.255.255.255', null, '1.0.0.0'],
  ['private', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['link-local', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['private', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['documentation', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['6to4 relay', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['private', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['benchmarking', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['documentation', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['documentation', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['multicast', '224.0.0.0', '239.255.255.255', '223.255.255.255', null],
  ['reserved', '240.0.0.0', '255.255.255.255', null, null],
] as const;

const f = 'ffff';
const rangesV6 = [
  ['unspecified', '::', '::', null, null],
  ['loopback', '::1', '::1', null, null],
  ['compatible IPv4', '::2', `::${f}:${f}`, null, null],
  ['mapped IPv4', '::ffff:0:0', `::ffff:${f}:${f}`, null, null],
  ['NAT64', '64:ff9b::', `64:ff9b::${f}:${f}`, null, null],
  ['NAT64', '64:ff9b:1::', `64:ff9b:1:${f}:${f}:${f}:${f}:${f}`, null, null],
  ['discard', '100::', `100::${f}:${f}:${f}:${f}`, null, null],
  ['protocol assignments', '2001::', `2001:1ff:${f}:${f}:${f}:${f}:${f}:${f}`, `2000:${f}::${f}`, '2001:200::'],
  ['documentation', '2001:db8::', `2001:db8:${f}:${f}:${f}:${f}:${f}:${f}`, `2001:db7:${f}::`, '2001:db9::'],
  ['6to4', '2002::', `2002:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, `2001:${f}:${f}::`, '2003::'],
  ['documentation', '3fff::', `3fff:fff:${f}:${f}:${f}:${f}:${f}:${f}`, `3ffe:${f}:${f}::`, '3fff:1000::'],
  ['segment routing', '5f00::', `5f00:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
  ['unique local', 'fc00::', `fdff:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
  ['link-local', 'fe80::', `febf:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
  ['multicast', 'ff00::', `${f}:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
  // only 2000::/3 is handed out
  ['not handed out', '200::', `1fff:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, '2000::'],
  ['not handed out', '4000::', `5eff:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, `3fff:${f}:${f}::`, null],
  ['not handed out', '5f01::', `fbff:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
  ['not handed out', 'fec0::', `feff:${f}:${f}:${f}:${f}:${f}:${f}:${f}`, null, null],
] as const;

describe.each([...rangesV4, ...rangesV6])('%s, %s to %s', (name, first, last, below, above) => {
  test('is refused from its first address to its last', () => {
    expect(refusedRange(first)).toBe(name);
    expect(refusedRange(last)).toBe(name);
  });
  test('ends where the public addresses begin', () => {
    for (const outside of [below, above]) if (outside !== null) expect(refusedRange(outside)).toBeUndefined();
  });
});

test.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])(
  '%s is public',
  (address) => {
    expect(refusedRange(address)).toBeUndefined();
  },
);

test.each([
  ...[
    '',
    'localhost',
    'newsroom.example',
    '1.2.3.4.5',
    '256.1.1.1',
    ':::',
    '8.8.8.8:80',
    '[::1]',
    ' 8.8.8.8',
    '8.8.8.8.',
  ],
  // public addresses, but not everybody reads them so
  ...['8.8', '8.8.8', '134744072', '0x08080808', '0x8.8.8.8', '010.8.8.8', '8.8.8.08', '::8.8'],
  // a zone is an interface of ours
  ...['fe80::1%eth0', '::1%1', '2606:4700::1111%eth0'],
])('“%s” is no address, and refused', (text) => {
  expect(refusedRange(text)).toBe('no address');
});

test('loopback is 127.0.0.0/8 and ::1, not what merely leads there', () => {
  for (const address of ['127.0.0.1', '127.255.0.9', '::1']) expect(isLoopback(address)).toBe(true);
  for (const address of ['::ffff:127.0.0.1', '0.0.0.0', '::', '10.0.0.1', '8.8.8.8', 'localhost'])
    expect(isLoopback(address)).toBe(false);
});

const numberV4 = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (number: number): string => [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.');
const hexV4 = (number: number): string => `${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`;
const numberV6 = (address: string): bigint => {
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const zeros = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => '0');
  return BigInt(`0x${[...groups(head), ...zeros, ...groups(tail)].map((group) => group.padStart(4, '0')).join('')}`);
};
/** All eight groups, four digits each. */
const expanded = (number: bigint): string => (number.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
const shortest = (number: bigint): string => new URL(`http://[${expanded(number)}]`).hostname.slice(1, -1);

describe('an address drawn from a refused range', () => {
  test('is refused dotted, mapped to IPv6, by NAT64 and by 6to4', () => {
    const addresses = fc
      .constantFrom(...rangesV4)
      .chain(([, first, last]) => fc.integer({ min: numberV4(first), max: numberV4(last) }));
    fc.assert(
      fc.property(addresses, (number) => {
        const spellings = [
          dotted(number),
          `::ffff:${dotted(number)}`,
          `::FFFF:${hexV4(number)}`,
          `0:0:0:0:0:ffff:${hexV4(number)}`,
          `0000:0000:0000:0000:0000:ffff:${dotted(number)}`,
          `::${hexV4(number)}`,
          `64:ff9b::${dotted(number)}`,
          `2002:${hexV4(number)}::1`,
        ];
        for (const spelling of spellings) expect(refusedRange(spelling), spelling).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('is refused in IPv6, however it is written', () => {
    const addresses = fc
      .constantFrom(...rangesV6)
      .chain(([, first, last]) => fc.bigInt({ min: numberV6(first), max: numberV6(last) }));
    fc.assert(
      fc.property(addresses, (number) => {
        for (const spelling of [expanded(number), shortest(number), expanded(number).toUpperCase()])
          expect(refusedRange(spelling), spelling).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });
});

test('of all of IPv4 just these ranges are refused, as Node’s own BlockList would have it', () => {
  const blocked = new BlockList();
  for (const [, first, last] of rangesV4) blocked.addRange(first, last);
  const edges = rangesV4.flatMap(([, first, last]) => [numberV4(first), numberV4(last)]);
  const addresses = fc.oneof(
    fc.integer({ min: 0, max: 0xffff_ffff }),
    fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -600, max: 600 }))
      .map(([edge, by]) => Math.min(Math.max(edge + by, 0), 0xffff_ffff)),
  );
  fc.assert(
    fc.property(addresses, (number) => {
      expect(refusedRange(dotted(number)) !== undefined).toBe(blocked.check(dotted(number)));
    }),
    { numRuns: 3000 },
  );
});
