import { describe, expect, test } from 'vitest';
import { isLoopbackUrl, parseEndpointUrl } from '../../shared/domain/endpoint-url.ts';

const deployed = (text: string) => parseEndpointUrl(text, { allowLoopback: false });
const embedded = (text: string) => parseEndpointUrl(text, { allowLoopback: true });

describe('an endpoint may be', () => {
  test.each([
    ['https://partner.example/hooks?key=1', 'https://partner.example/hooks?key=1'],
    ['https://partner.example', 'https://partner.example/'],
    ['https://partner.example:443/', 'https://partner.example/'],
    ['https://partner.example:8443/', 'https://partner.example:8443/'],
    ['HTTPS://Partner.Example/Path', 'https://partner.example/Path'],
    ['https://partner.example./', 'https://partner.example./'],
    ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example/'],
    ['https://partner.example/a@b?c=d@e', 'https://partner.example/a@b?c=d@e'],
    ['https://93.184.216.34/', 'https://93.184.216.34/'],
    ['https://[2606:4700:4700::1111]:8443/', 'https://[2606:4700:4700::1111]:8443/'],
    // names with digits, which are no addresses
    ['https://0x7f.example/', 'https://0x7f.example/'],
    ['https://127.0.0.1.example/', 'https://127.0.0.1.example/'],
    // a suffix of private networks, where it is none
    ['https://a.internal.example/', 'https://a.internal.example/'],
    ['https://my-local.example/', 'https://my-local.example/'],
  ])('%s', (text, href) => {
    for (const parse of [deployed, embedded]) {
      const url = parse(text);
      expect(url.ok && url.value.href).toBe(href);
    }
  });
});

const refusals = {
  'is not an absolute URL in ASCII': [
    ...[
      '',
      'partner.example',
      '/hooks',
      '//partner.example/',
      'https:partner.example',
      'https:/partner.example',
      'file:///etc/passwd',
      'https://',
    ],
    ...['https:///partner.example/', 'https:///user:password@partner.example/', 'https:////partner.example/'],
    ...[
      ' https://partner.example/',
      'https://partner.example/ ',
      'https://partner.example/a b',
      'https://part\tner.example/',
    ],
    ...[
      'https:\\\\partner.example\\',
      'https://partner.example\\@10.0.0.1/',
      'https://partner.example\n.evil.example/',
    ],
    ...['https://１２７.0.0.1/', 'https://①②⑦.0.0.1/', 'https://bücher.example/', 'https://partner。example/'],
    'https://partner.example/\u0000',
  ],
  'is not an absolute URL': [
    'https://partner.example:99999/',
    'https://1.2.3.256/',
    'https://[fe80::1%25eth0]/',
    'https://[::1/',
  ],
  'must start with https://': [
    ...['http://partner.example/', 'http://partner.example:443/', 'http://10.0.0.1/', 'http://93.184.216.34/'],
    ...['ftp://partner.example/', 'ws://a.example/', 'javascript://partner.example/%0aalert(1)'],
    // said before anything else, and on loopback, too
    ...['ftp://user@partner.example/', 'ftp://partner.example/#a', 'ftp://127.0.0.1/', 'ws://localhost:3000/'],
  ],
  'must not hold user info': [
    ...['https://user@partner.example/', 'https://user:password@partner.example/', 'https://@partner.example/'],
    ...['https://:@partner.example/', 'https://partner.example:443@10.0.0.1/', 'https://a@b@partner.example/'],
  ],
  'must not hold a fragment': [
    'https://partner.example/#a',
    'https://partner.example/#',
    'https://partner.example#@10.0.0.1/',
  ],
  'must be on port 443 or 8443': [
    ...['https://partner.example:80/', 'https://partner.example:22/', 'https://partner.example:8080/'],
    ...['https://partner.example:0/', 'https://93.184.216.34:444/', 'https://[2606:4700::1]:6379/'],
  ],
  'writes an IP address in an odd notation': [
    // decimal, octal, hexadecimal, short, mixed, percent-encoded, with a dot behind, of private and of public hosts
    ...[
      'https://2130706433/',
      'https://134744072/',
      'https://0177.0.0.1/',
      'https://010.8.8.8/',
      'https://0x7f.0.0.1/',
    ],
    ...[
      'https://0x7f000001/',
      'https://0X08080808/',
      'https://127.1/',
      'https://8.8/',
      'https://10.0.1/',
      'https://0/',
    ],
    ...['https://0xa.0.01/', 'https://000000127.0.0.1/', 'https://%31%32%37.0.0.1/', 'https://127%2e0.0.1/'],
    ...['https://127.0.0.1./', 'https://8.8.8.8./', 'https://0x7f.1./'],
  ],
  'must name a host on the public internet': [
    ...[
      'https://partner/',
      'https://partner./',
      'https://a.localhost/',
      'https://printer.local/',
      'https://LOCALHOST./',
    ],
    ...['https://a.localhost./', 'https://metadata.google.internal/', 'https://metadata.google.internal./'],
    // empty labels, behind which a name could hide
    ...['https://partner..example/', 'https://.partner.example/', 'https://a.internal../', 'https://127.0.0.1../'],
  ],
} as const;

describe.each(Object.entries(refusals))('an endpoint that “%s”', (error, texts) => {
  test.each(texts.map((text) => [text]))('%j', (text) => {
    expect(deployed(text)).toEqual({ ok: false, error });
    expect(embedded(text)).toEqual({ ok: false, error });
  });
});

test.each([
  ['https://10.0.0.1/', 'private'],
  ['https://169.254.169.254/latest/meta-data/', 'link-local'],
  ['https://127.0.0.2/', 'loopback'],
  ['https://100.64.0.1/', 'carrier-grade NAT'],
  ['https://0.0.0.0/', 'this network'],
  ['https://255.255.255.255/', 'reserved'],
  ['https://[::]/', 'unspecified'],
  ['https://[::ffff:127.0.0.1]/', 'mapped IPv4'],
  ['https://[::FFFF:808:808]/', 'mapped IPv4'],
  ['https://[0:0:0:0:0:ffff:a00:1]/', 'mapped IPv4'],
  ['https://[::127.0.0.1]/', 'compatible IPv4'],
  ['https://[64:ff9b::10.0.0.1]/', 'NAT64'],
  ['https://[2002:a00:1::]/', '6to4'],
  ['https://[fd00:ec2::254]/', 'unique local'],
  ['https://[fe80::1]/', 'link-local'],
])('%s is refused as %s, in the embedded runtime too', (text, range) => {
  const refused = { ok: false, error: `is on an address that is not public (${range})` };
  expect(deployed(text)).toEqual(refused);
  expect(embedded(text)).toEqual(refused);
});

describe('loopback', () => {
  const texts = [
    'http://127.0.0.1:3000/',
    'http://localhost:3000/',
    'http://[::1]:3000/',
    'https://127.0.0.1:9/',
    'http://LOCALHOST/',
  ];

  test.each(texts)('%s is for the embedded runtime alone', (text) => {
    const url = embedded(text);
    expect(url.ok && isLoopbackUrl(url.value)).toBe(true);
    expect(deployed(text).ok).toBe(false);
    expect(deployed(text.replace('http:', 'https:').replace(/:\d+\/$/, '/')).ok).toBe(false);
  });

  test.each([
    'http://127.0.0.2/',
    'http://127.1/',
    'http://localhost./',
    'http://a.localhost/',
    'http://user@127.0.0.1/',
  ])('%s is not it, whoever asks', (text) => {
    expect(embedded(text).ok).toBe(false);
  });
});

test('a URL has at most 2,000 characters', () => {
  const start = 'https://partner.example/';
  expect(deployed(start.padEnd(2000, 'x')).ok).toBe(true);
  expect(deployed(start.padEnd(2001, 'x'))).toEqual({ ok: false, error: 'has more than 2000 characters' });
});
