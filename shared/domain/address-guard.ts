import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * IPv4 that is no public host's (IANA special-purpose registry, RFC 6890 and its updates), each with the name an error gives it.
 * A name that resolves to any of these would let a partner's endpoint make us call our own network.
 */
const refusedV4 = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', '6to4 relay'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
] as const;

/** Within 2000::/3, which alone is handed out to hosts; everything outside it is refused as a whole. */
const refusedV6 = [
  // Teredo 2001::/32, ORCHID 2001:10::/28 and 2001:20::/28, benchmarking 2001:2::/48
  ['2001::/23', 'protocol assignments'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'documentation'],
] as const;

/** Outside 2000::/3, named for the error's sake. */
const namedV6 = [
  ['::1/128', 'loopback'],
  ['::/128', 'unspecified'],
  ['::ffff:0:0/96', 'mapped IPv4'],
  ['::/96', 'compatible IPv4'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['100::/64', 'discard'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'unique local'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
] as const;

const parsed = (ranges: readonly (readonly [string, string])[]) =>
  ranges.map(([cidr, name]) => ({ range: ipaddr.parseCIDR(cidr), name }));
const v4 = parsed(refusedV4);
const v6 = parsed(refusedV6);
const v6Outside = parsed(namedV6);
const global = ipaddr.parseCIDR('2000::/3');

/** Why we must not connect to this IP address, in a word or two; `undefined` when it is public. What is no address is refused too. */
export const refusedRange = (address: string): string | undefined => {
  // a zone ("fe80::1%eth0") names an interface of ours; ipaddr.js alone would read "8.8" and octal parts, each in its own way
  if (address.includes('%') || isIP(address) === 0) return 'no address';
  const ip = ipaddr.parse(address);
  if (ip.kind() === 'ipv4') return v4.find(({ range }) => ip.match(range))?.name;
  if (!ip.match(global)) return v6Outside.find(({ range }) => ip.match(range))?.name ?? 'not handed out';
  return v6.find(({ range }) => ip.match(range))?.name;
};

export const isLoopback = (address: string): boolean => refusedRange(address) === 'loopback';
