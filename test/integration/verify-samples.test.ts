/** The code that partners are told to copy, run as they would run it, from the files that the page shows. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { signingKeyOf } from '../../shared/domain/signing-key.ts';
import { makeSecret, type SignatureHeaders, sign } from '../../shared/domain/webhook-signature.ts';
import { seededRandomness } from '../fakes/randomness.ts';

const sample = (name: string): string =>
  fileURLToPath(new URL(`../../web/partners/verify/samples/${name}`, import.meta.url));

const random = seededRandomness();
const [secret, other] = [makeSecret(random), makeSecret(random)];
const [key, otherKey] = [signingKeyOf(new Uint8Array(32).fill(1)), signingKeyOf(new Uint8Array(32).fill(2))];
const body = '{"note":"“No”, é and 関"}';
const signedAt = (at: number, secrets = [other, secret]): SignatureHeaders =>
  sign({ id: 'evt_01JD4Z00000000000000000002', at, body }, secrets, [otherKey, key]);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A program with what it reads; a code of null where it is not there. */
const run = async (program: string, args: readonly string[], input = '', env = {}): Promise<Ran> => {
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  const code = new Promise<number | null>((resolve) => child.on('close', resolve).on('error', () => resolve(null)));
  // one that refuses by the headers does not read the body
  child.stdin.on('error', () => undefined).end(input);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, error };
};
const isThere = async (program: string, version: string): Promise<boolean> =>
  (await run(program, [version])).code === 0;

interface Message {
  readonly by: string;
  readonly headers: SignatureHeaders;
  readonly body: string;
}

/** Calls what a TypeScript file exports; undefined when it throws. */
const inNode = async (file: string, name: string, { by, headers, body: sent }: Message): Promise<unknown> => {
  const call = `const { ${name} } = await import(process.argv[1]);
    console.log(JSON.stringify(${name}(...JSON.parse(process.argv[2]))));`;
  const args = ['--input-type=module', '-e', call, sample(file), JSON.stringify([by, headers, sent])];
  const { code, out } = await run(process.execPath, args);
  return code === 0 ? JSON.parse(out) : undefined;
};

const headersOf = (headers: SignatureHeaders): string[] => [
  headers['webhook-id'],
  headers['webhook-timestamp'],
  headers['webhook-signature'],
];

/** Each says whether the sample takes the message; it throws where the sample failed for another reason. */
const bySecret = {
  'in TypeScript, with Node alone': async (message: Message) =>
    (await inNode('node-crypto.ts', 'verified', message)) !== undefined,
  'in TypeScript, with the package': async (message: Message) =>
    (await inNode('standardwebhooks.ts', 'verified', message)) !== undefined,
  'in Python': async ({ by, headers, body: sent }: Message) => {
    const call =
      'import json, sys; from verify import verify; verify(sys.argv[1], json.loads(sys.argv[2]), sys.stdin.buffer.read())';
    const env = { PYTHONPATH: sample('.'), PYTHONDONTWRITEBYTECODE: '1' };
    const { code, error } = await run('python3', ['-c', call, by, JSON.stringify(headers)], sent, env);
    if (code !== 0) expect(error).toMatch(/ValueError: (too old|not signed)/);
    return code === 0;
  },
  'in the shell, with openssl': async ({ by, headers, body: sent }: Message) => {
    const { code, error } = await run('sh', [sample('verify.sh'), ...headersOf(headers)], sent, { SECRET: by });
    if (code !== 0) expect(error).toMatch(/^(too old|not signed)/);
    return code === 0;
  },
};

// no package of npm runs these: where they are not there, the other samples are run alone
const hasPython = await isThere('python3', '--version');
const hasOpenssl = await isThere('openssl', 'version');
const hasCurl = await isThere('curl', '--version');
const missing = [...(hasPython ? [] : ['in Python']), ...(hasOpenssl ? [] : ['in the shell, with openssl'])];

const minute = 60_000;
const wrong = (): [string, Message][] => [
  ['another secret', { by: makeSecret(random), headers: signedAt(Date.now()), body }],
  ['another body', { by: secret, headers: signedAt(Date.now()), body: body.replace('No', 'Yes') }],
  [
    'another id',
    { by: secret, headers: { ...signedAt(Date.now()), 'webhook-id': 'evt_01JD4Z00000000000000000003' }, body },
  ],
  ['an old message', { by: secret, headers: signedAt(Date.now() - 6 * minute), body }],
  ['one of the future', { by: secret, headers: signedAt(Date.now() + 6 * minute), body }],
  ['no signature by a secret', { by: secret, headers: signedAt(Date.now(), []), body }],
];

for (const [how, takes] of Object.entries(bySecret))
  describe.skipIf(missing.includes(how))(`verifying ${how}`, () => {
    test('takes what we sign, also while secrets rotate, and up to five minutes later', async () => {
      expect(await takes({ by: secret, headers: signedAt(Date.now()), body })).toBe(true);
      expect(await takes({ by: secret, headers: signedAt(Date.now() - 4 * minute), body })).toBe(true);
    });

    test.each(wrong())('refuses %s', async (_, message) => {
      expect(await takes(message)).toBe(false);
    });
  });

test.each(['node-crypto.ts', 'standardwebhooks.ts'])('%s answers what the message says', async (file) => {
  const message = { by: secret, headers: signedAt(Date.now()), body };
  expect(await inNode(file, 'verified', message)).toEqual(JSON.parse(body));
});

test('the shell takes no timestamp for a command', async () => {
  const args = [sample('verify.sh'), 'evt_1', 'a[$(echo run >&2)]', 'v1,x'];
  const { code, error } = await run('sh', args, body, { SECRET: secret });
  expect(code).toBe(1);
  expect(error).toBe('no timestamp\n');
});

describe('checking a published key', () => {
  const old = signedAt(0);
  const third = signingKeyOf(new Uint8Array(32).fill(3));
  let published: string[];
  const server = createServer((request, response) => {
    const keys = published.map((publicKey) => ({ id: publicKey, algorithm: 'ed25519', publicKey }));
    response.writeHead(request.url === '/.well-known/webhook-keys.json' ? 200 : 404).end(JSON.stringify({ keys }));
  });
  let wire: string;
  beforeAll(async () => {
    wire = await listenOnLoopback(server, 0);
  });
  afterAll(() => closeServer(server));

  const inTypeScript = async (publicKey: string, headers: SignatureHeaders, sent: string) =>
    (await inNode('published-key.ts', 'isTheNewsrooms', { by: publicKey, headers, body: sent })) === true;
  const inShell = async (publicKey: string, headers: SignatureHeaders, sent: string) => {
    published = [third.publicKey, publicKey];
    const { code, error } = await run('sh', [sample('published-key.sh'), ...headersOf(headers)], sent, { WIRE: wire });
    if (code !== 0) expect(error).toBe('not signed by the newsroom\n');
    return code === 0;
  };
  const ways = {
    'in TypeScript': inTypeScript,
    ...(hasOpenssl && hasCurl ? { 'with curl and openssl': inShell } : {}),
  };
  describe.each(Object.entries(ways))('%s', (_, check) => {
    test('takes what the newsroom signed with it, years later', async () => {
      expect(await check(key.publicKey, old, body)).toBe(true);
    });

    test('refuses another key, another body and a signature by a secret', async () => {
      expect(await check(signingKeyOf(new Uint8Array(32).fill(4)).publicKey, old, body)).toBe(false);
      expect(await check(key.publicKey, old, `${body} `)).toBe(false);
      const signedBySecret = sign({ id: old['webhook-id'], at: 0, body }, [secret], []);
      expect(await check(key.publicKey, signedBySecret, body)).toBe(false);
    });
  });
});
