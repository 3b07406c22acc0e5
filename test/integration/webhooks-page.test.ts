/** What docs/webhooks.md tells partners to copy, run as they would run it, and its figures. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { nextDelay } from '../../shared/domain/retry.ts';
import { signingKeyOf } from '../../shared/domain/signing-key.ts';
import { makeSecret, type SignatureHeaders, sign } from '../../shared/domain/webhook-signature.ts';
import { seededRandomness } from '../fakes/randomness.ts';

const root = new URL('../..', import.meta.url);
const page = readFileSync(new URL('docs/webhooks.md', root), 'utf8');

/** The block of the page that holds `words`. */
const blockWith = (language: string, words: string): string => {
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  const [found, ...more] = [...blocks].flatMap(([, code = '']) => (code.includes(words) ? [code] : []));
  if (found === undefined || more.length > 0) throw new Error(`not one block with ${words}`);
  return found;
};

const random = seededRandomness();
const [secret, other] = [makeSecret(random), makeSecret(random)];
const [key, otherKey] = [signingKeyOf(new Uint8Array(32).fill(1)), signingKeyOf(new Uint8Array(32).fill(2))];
const body = '{"note":"“No”, é and 関"}';
const signedAt = (at: number, secrets = [other, secret]): SignatureHeaders =>
  sign({ id: 'evt_01JD4Z00000000000000000002', at, body }, secrets, [otherKey, key]);

const run = promisify(execFile);
type Arguments = readonly [secretOrKey: string, headers: SignatureHeaders, body: string];

/** Calls a function of a block in a process of its own; false when it throws. */
const inNode = async (code: string, name: string, args: Arguments): Promise<unknown> => {
  const call = `console.log(JSON.stringify(${name}(...JSON.parse(process.argv[1]))));`;
  const flags = ['--input-type=module-typescript', '-e', `${code}\n${call}`, JSON.stringify(args)];
  return run(process.execPath, flags, { cwd: root }).then(
    ({ stdout }) => JSON.parse(stdout),
    () => false,
  );
};
const inPython = async (code: string, [held, headers, sent]: Arguments): Promise<boolean> => {
  const call = 'import json, sys\nverify(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].encode())';
  return run('python3', ['-c', `${code}\n${call}`, held, JSON.stringify(headers), sent]).then(
    () => true,
    ({ stderr }) => (/ValueError: (too old|not signed)/.test(String(stderr)) ? false : Promise.reject(stderr)),
  );
};

const hasPython = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

const minute = 60_000;
const wrong = (): [string, Arguments][] => [
  ['another secret', [makeSecret(random), signedAt(Date.now()), body]],
  ['another body', [secret, signedAt(Date.now()), body.replace('No', 'Yes')]],
  ['another id', [secret, { ...signedAt(Date.now()), 'webhook-id': 'evt_01JD4Z00000000000000000003' }, body]],
  ['an old message', [secret, signedAt(Date.now() - 6 * minute), body]],
  ['one of the future', [secret, signedAt(Date.now() + 6 * minute), body]],
  ['no signature by a secret', [secret, signedAt(Date.now(), []), body]],
];

describe('verifying in TypeScript', () => {
  const code = blockWith('ts', 'standardwebhooks');

  test('takes what we sign, also while secrets rotate', async () => {
    expect(await inNode(code, 'verified', [secret, signedAt(Date.now()), body])).toEqual(JSON.parse(body));
  });

  test.each(wrong())('refuses %s', async (_, args) => {
    expect(await inNode(code, 'verified', args)).toBe(false);
  });
});

// no package of npm runs Python: where it is not there, the page's other code is run alone
describe.skipIf(!hasPython)('verifying in Python', () => {
  const code = blockWith('python', 'hmac');

  test('takes what we sign, also while secrets rotate', async () => {
    expect(await inPython(code, [secret, signedAt(Date.now()), body])).toBe(true);
  });

  test.each(wrong())('refuses %s', async (_, args) => {
    expect(await inPython(code, args)).toBe(false);
  });
});

describe('checking a published key', () => {
  const code = blockWith('ts', 'createPublicKey');
  const old = signedAt(0);
  const check = (publicKey: string, headers: SignatureHeaders, sent: string) =>
    inNode(code, 'isTheNewsrooms', [publicKey, headers, sent]);

  test('takes what the newsroom signed with it, years later', async () => {
    expect(await check(key.publicKey, old, body)).toBe(true);
  });

  test('refuses another key, another body and a signature by a secret', async () => {
    const { publicKey } = signingKeyOf(new Uint8Array(32).fill(3));
    expect(await check(publicKey, old, body)).toBe(false);
    expect(await check(key.publicKey, old, `${body} `)).toBe(false);
    const bySecret = sign({ id: old['webhook-id'], at: 0, body }, [secret], []);
    expect(await check(key.publicKey, bySecret, body)).toBe(false);
  });
});

test('the table of retries is the schedule', () => {
  const units = new Map([
    ['s', 1_000],
    ['min', 60_000],
    ['h', 3_600_000],
  ]);
  const rows = [...page.matchAll(/^\| +(\d+) \| (?:at once|(\d+) (s|min|h)) +\|$/gm)];
  const told = rows.map(([, , count = '0', unit = 's']) => Number(count) * (units.get(unit) ?? Number.NaN));
  expect(rows.map(([, attempt]) => Number(attempt))).toEqual(rows.map((_, at) => at + 1));
  expect(told).toEqual(rows.map((_, failures) => nextDelay(failures, 0.5)));
  expect(nextDelay(rows.length, 0.5)).toBeUndefined();
  const hours = told.reduce((sum, delay) => sum + delay, 0) / 3_600_000;
  expect(page).toContain(`${Math.floor(hours)} hours in all`);
});
