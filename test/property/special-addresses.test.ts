import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusedRange } from '../../shared/domain/address-guard.ts';

/** IANA's special-purpose registries (RFC 6890), multicast and what is handed out to nobody: each block, and the document that made it. */
const blocks = [
  ['0.0.0.0', 8, 'RFC 791'],
  ['10.0.0.0', 8, 'RFC 1918'],
  ['100.64.0.0', 10, 'carrier-grade NAT, RFC 6598'],
  ['127.0.0.0', 8, 'RFC 1122'],
  ['169.254.0.0', 16, 'RFC 3927'],
  ['172.16.0.0', 12, 'RFC 1918'],
  ['192.0.0.0', 24, 'RFC 6890'],
  ['192.0.2.0', 24, 'TEST-NET-1, RFC 5737'],
  ['192.88.99.0', 24, '6to4 relays, RFC 7526'],
  ['192.168.0.0', 16, 'RFC 1918'],
  ['198.18.0.0', 15, 'benchmarking, RFC 2544'],
  ['198.51.100.0', 24, 'TEST-NET-2, RFC 5737'],
  ['203.0.113.0', 24, 'TEST-NET-3, RFC 5737'],
  ['224.0.0.0', 4, 'multicast, RFC 1112'],
  ['240.0.0.0', 4, 'RFC 1112'],
  ['::', 128, 'RFC 4291'],
  ['::1', 128, 'RFC 4291'],
  ['::ffff:0:0', 96, 'mapped IPv4, RFC 4291'],
  ['::', 96, 'compatible IPv4, RFC 4291'],
  ['64:ff9b::', 96, 'NAT64, RFC 6052'],
  ['64:ff9b:1::', 48, 'NAT64, RFC 8215'],
  ['100::', 64, 'discard, RFC 6666'],
  ['100:0:0:1::', 64, 'dummy, RFC 9780'],
  ['2001::', 32, 'Teredo, RFC 4380'],
  ['2001:2::', 48, 'benchmarking, RFC 5180'],
  ['2001:10::', 28, 'ORCHID, RFC 4843'],
  ['2001:20::', 28, 'ORCHIDv2, RFC 7343'],
  ['2001:30::', 28, 'DETs, RFC 9374'],
  ['2001::', 23, 'RFC 2928'],
  ['2001:db8::', 32, 'documentation, RFC 3849'],
  ['2002::', 16, '6to4, RFC 3056'],
  ['3fff::', 20, 'documentation, RFC 9637'],
  ['4000::', 2, 'handed out to nobody'],
  ['5f00::', 16, 'segment routing, RFC 9602'],
  ['8000::', 1, 'handed out to nobody'],
  ['fc00::', 7, 'unique local, RFC 4193'],
  ['fe80::', 10, 'link-local, RFC 4291'],
  ['ff00::', 8, 'multicast, RFC 4291'],
] as const;

const bitsOf = (address: string): 32 | 128 => (address.includes(':') ? 128 : 32);
const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

/** An address as a number; no network here mixes both notations. */
const numberOf = (address: string): bigint => {
  if (bitsOf(address) === 32) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0');
  return BigInt(`0x${[...(before ?? []), ...zeros, ...(after ?? [])].map((group) => group.padStart(4, '0')).join('')}`);
};
const written = (number: bigint, bits: 32 | 128): string =>
  bits === 32
    ? [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.')
    : Array.from({ length: 8 }, (_, group) => ((number >> BigInt(112 - 16 * group)) & 0xffffn).toString(16)).join(':');

/** The first and the last number of a block. */
const edgesOf = ([network, prefix]: (typeof blocks)[number]): [bigint, bigint] => {
  const first = numberOf(network);
  return [first, first + (1n << BigInt(bitsOf(network) - prefix)) - 1n];
};

describe.each(blocks.map((block) => ({ block, name: `${block[0]}/${block[1]} (${block[2]})` })))(
  '$name',
  ({ block }) => {
    const bits = bitsOf(block[0]);
    const [first, last] = edgesOf(block);

    test('is refused at its first and its last address, and everywhere between', () => {
      fc.assert(
        fc.property(fc.bigInt({ min: first, max: last }), (number) => {
          for (const one of [first, number, last])
            expect(refusedRange(written(one, bits)), written(one, bits)).toBeDefined();
        }),
      );
    });
  },
);

test('of the addresses that are handed out, in IPv6 as in IPv4, just these are refused, as Node’s own BlockList would have it', () => {
  // one for each: mapped addresses in a list would stand for all of IPv4
  const listed = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix] of blocks) {
    const family = familyOf(network);
    listed[family].addSubnet(network, prefix, family);
  }
  const nearEdges = fc
    .tuple(fc.constantFrom(...blocks), fc.nat(1), fc.bigInt({ min: -(1n << 66n), max: 1n << 66n }), fc.boolean())
    .map(([block, edge, far, near]) => {
      const bits = bitsOf(block[0]);
      const number = (edgesOf(block)[edge] ?? 0n) + (near || bits === 32 ? far % 600n : far);
      return written(BigInt.asUintN(bits, number), bits);
    });
  const handedOut = fc
    .bigInt({ min: numberOf('2000::'), max: numberOf('3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff') })
    .map((number) => written(number, 128));
  // the rest of what is outside 2000::/3 has no block of its own
  const isOutside = (address: string): boolean => bitsOf(address) === 128 && numberOf(address) >> 125n !== 1n;
  fc.assert(
    fc.property(fc.oneof(nearEdges, handedOut), (address) => {
      const expected = isOutside(address) || listed[familyOf(address)].check(address, familyOf(address));
      expect(refusedRange(address) !== undefined, address).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});
