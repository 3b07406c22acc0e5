import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEndpointUrl } from '../../shared/domain/endpoint-url.ts';

const parse = (text: string) => parseEndpointUrl(text, { allowLoopback: false });

test('whatever is accepted is https on 443 or 8443 without user info, and is accepted again as it was read', () => {
  const part = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'https:/',
      '/',
      '//',
      '\\',
      '@',
      ':',
      '.',
      '..',
      '#',
      '?',
      '%',
      '%40',
      '%2e',
      '[',
      ']',
      '::1',
    ],
    ...[
      'user',
      'partner.example',
      'localhost',
      '127.0.0.1',
      '8.8.8.8',
      '10.1',
      '0x7f',
      '443',
      '8443',
      '80',
      'internal',
      '\t',
      'é',
    ],
  );
  const texts = fc.array(part, { maxLength: 8 }).map((parts) => `https://${parts.join('')}`);
  fc.assert(
    fc.property(texts, (text) => {
      const url = parse(text);
      if (!url.ok) return;
      const { protocol, port, username, password, hostname, hash, href } = url.value;
      expect({ protocol, username, password, hash }).toEqual({
        protocol: 'https:',
        username: '',
        password: '',
        hash: '',
      });
      expect(['', '443', '8443']).toContain(port);
      expect(hostname).not.toMatch(/^\.|\.\.|(^|\.)(localhost|internal)\.?$/);
      if (isIP(hostname) === 4) expect(hostname).toBe('8.8.8.8');
      // the authority as it was written, with no other reading
      expect(text.toLowerCase()).toMatch(/^https:\/\/[^/?#@\\]+([/?]|$)/);
      expect(parse(href)).toEqual(url);
    }),
    { numRuns: 5000 },
  );
});
