import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Certificate, pemFile, startTls } from '../http-sender/servers.ts';
import { attempt } from './hostile-channel.ts';
import { arrived, failed } from './outcomes.ts';

const resolve = async () => ['127.0.0.1'];

/** An attempt at a server with this certificate, under a name. */
const attemptAt = async (name: string, certificate: Certificate) => {
  const server = await startTls(certificate);
  const url = `https://${name}:${server.port}/hook`;
  return { server, outcome: await attempt({ ...server, url }, { resolve }) };
};

/** A failure, and not a word of the message was said. */
const refusing = (server: { port: number }) => ({
  ...failed(server),
  ...{ status: null, error: 'tls', answer: '', heard: 0 },
});

test('a certificate that nobody vouches for is refused', async () => {
  const { server, outcome } = await attemptAt('partner.example', 'certificate.pem');
  expect(outcome).toEqual(refusing(server));
  expect(server.bodies).toEqual([]);
});

describe('a certificate that is vouched for', () => {
  const before = getCACertificates('default');
  beforeEach(() => {
    const ours = (['certificate.pem', 'expired.pem'] as const).map((name) => readFileSync(pemFile(name), 'utf8'));
    setDefaultCACertificates([...before, ...ours]);
  });
  afterEach(() => setDefaultCACertificates(before));

  test.each([
    ['of another name', 'other.example', 'certificate.pem'],
    ['of the name above', 'sub.partner.example', 'certificate.pem'],
    ['that has expired', 'partner.example', 'expired.pem'],
  ] as const)('is refused when it is one %s', async (_, name, certificate) => {
    const { server, outcome } = await attemptAt(name, certificate);
    expect(outcome).toEqual(refusing(server));
    expect(server.bodies).toEqual([]);
  });

  test.each(['partner.example', 'partner.example.'])(
    'is taken for its name, also with a dot at its end: %s',
    async (name) => {
      const server = await startTls();
      const hostile = { ...server, url: `https://${name}:${server.port}/hook` };
      const outcome = await attempt(hostile, { resolve, kept: 1 });
      expect(outcome).toEqual({ ...arrived(server), ...{ status: 204, answer: '', kept: 1 } });
      // RFC 6066, 3: the name that is asked for has no dot at its end
      expect([server.asked, server.bodies.length]).toEqual([['partner.example'], 1]);
    },
  );
});
