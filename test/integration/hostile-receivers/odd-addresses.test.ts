import { describe, expect, test } from 'vitest';
import { endpointDraftSchema } from '../../../shared/domain/endpoint.ts';
import { startHttp } from '../http-sender/servers.ts';
import { attempt } from './hostile-channel.ts';
import { refused } from './outcomes.ts';

const mayBeMade = (url: string): boolean => endpointDraftSchema({ allowLoopback: false }).safeParse({ url }).success;
const withPort = (url: string, port: number): string => url.replace(/\/$/, `:${port}/`);

/** Ways to write an address that is none of a partner's: this machine, and a network of ours. */
const addresses = [
  ...['[::ffff:10.0.0.1]', '[::ffff:a00:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:FFFF:7f00:0001]'],
  ...['2130706433', '167772161', '0177.0.0.1', '0300.0250.0.1', '0x7f000001', '0x7f.0.0.1', '127.1', '10.1', '0'],
  ...['127.0.0.1', '127.0.0.1.', '0x7f.1.', '10.0.0.1', '[::1]', '[::]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '[fd00:ec2::254]', '169.254.169.254', '%31%32%37.0.0.1', '①②⑦.0.0.1'],
];
/** Names that lead to this machine, whatever they pretend to be. */
const names = ['localhost', 'localhost.', 'partner.localhost', 'metadata.google.internal.', 'printer.local'];

describe.each(['http', 'https'])('at %s', (scheme) => {
  test.each(addresses)(
    '%s is nowhere an endpoint may be, and is not called where one is there already',
    async (host) => {
      const server = await startHttp();
      const url = `${scheme}://${host}/`;
      expect(mayBeMade(url)).toBe(false);
      expect(await attempt({ ...server, url: withPort(url, server.port) }, { deployed: true })).toEqual(refused);
      expect(await attempt({ ...server, url }, { deployed: true })).toEqual(refused);
    },
  );

  test.each(names)('%s is no name of an endpoint, and is not called where it is one already', async (host) => {
    const server = await startHttp();
    const url = `${scheme}://${host}/`;
    expect(mayBeMade(url)).toBe(false);
    const resolve = async () => ['127.0.0.1'];
    expect(await attempt({ ...server, url: withPort(url, server.port) }, { deployed: true, resolve })).toEqual(refused);
  });
});

test('a name with a dot at its end may be an endpoint’s, and is checked like any other', async () => {
  const server = await startHttp();
  const url = 'https://partner.example./hook';
  expect(mayBeMade(url)).toBe(true);
  for (const address of ['127.0.0.1', '10.0.0.1', '::ffff:10.0.0.1'])
    expect(await attempt({ ...server, url }, { deployed: true, resolve: async () => [address] })).toEqual(refused);
});

describe('user info', () => {
  test.each(['user@', 'user:password@', ':password@', 'partner.example:443@'])(
    '%s has no place in an endpoint’s URL, and goes to nobody where it has one already',
    async (userInfo) => {
      const server = await startHttp();
      expect(mayBeMade(`https://${userInfo}partner.example/`)).toBe(false);
      for (const scheme of ['http', 'https']) {
        const url = `${scheme}://${userInfo}127.0.0.1:${server.port}/hook`;
        expect(await attempt({ ...server, url })).toEqual(refused);
      }
    },
  );
});

test.each(['https://partner.example:22/', 'https://partner.example:6379/', 'https://1.2.3.256/'])(
  '%s is no endpoint, and is not called where it is one already',
  async (url) => {
    const server = await startHttp();
    expect(mayBeMade(url)).toBe(false);
    // public, and handed out to nobody
    const resolve = async () => ['2d00::1'];
    expect(await attempt({ ...server, url }, { deployed: true, resolve })).toEqual(refused);
  },
);
