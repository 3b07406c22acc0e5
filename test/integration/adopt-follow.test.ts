import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { startCommand } from './adopt/command.ts';
import { claimReview, externalId, factCheck, html, type Site, script, startSite, urlset } from './adopt/site.ts';
import { startWire, type Wire } from './adopt/wire.ts';

let site: Site;
let wire: Wire;
let folder: string;
let running: ReturnType<typeof startCommand>[];

beforeEach(async () => {
  [site, wire, folder] = [await startSite(), await startWire(), await mkdtemp(join(tmpdir(), 'rulingwire-follow-'))];
  running = [];
});
afterEach(async () => {
  for (const command of running) command.stop();
  for (const command of running) await command.ended();
  await Promise.all([site.close(), wire.close(), rm(folder, { recursive: true })]);
});

/** Follows the site, looking again as soon as it has looked. */
const follow = (...more: readonly string[]) => followWith({}, ...more);
const followWith = (env: Readonly<Record<string, string>>, ...more: readonly string[]) => {
  const args = ['adopt', site.origin, '--pace', '1000', '--follow', '--every', '0.001', ...more];
  const command = startCommand(args, { ...wire.env, ...env });
  running.push(command);
  return command;
};
const list = (...entries: readonly (readonly [path: string, lastmod: string] | string)[]): void =>
  void site.pages.set('/sitemap.xml', urlset(site, entries));
const rulingAt = async (path: string) => (await wire.rulings()).get(externalId(site, path));
/** Until the sitemap has been asked for so many times more: whatever the rounds before it did is done. */
const rounds = async (more: number): Promise<void> => {
  const count = () => site.asked().filter((path) => path === '/sitemap.xml').length;
  const until = count() + more;
  await waitFor(() => count() >= until);
};
const rated = (alternateName: string, differs: Record<string, unknown> = {}): string =>
  factCheck({ reviewRating: { alternateName }, ...differs });

test('a new page is published without a text, a changed one updated or corrected, and the rest left alone', async () => {
  site.pages.set('/check', rated('False'));
  list(['/check', '2024-05-12']);
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  await rounds(2);
  expect(site.asked().filter((path) => path === '/check')).toHaveLength(1);
  expect(wire.saves).toEqual([]);

  site.pages.set('/new', rated('True', { claimReviewed: 'Ferries float.' }));
  list(['/check', '2024-05-12'], ['/new', '2024-05-13']);
  await waitFor(() => command.output().includes(`published ${site.origin}/new`));
  expect(wire.saves).toHaveLength(1);
  expect(wire.saves[0]).toMatchObject({
    method: 'PUT',
    path: `/v1/rulings/by-source/${encodeURIComponent(externalId(site, '/new'))}`,
    body: { texts: 'none' },
  });
  expect(await rulingAt('/new')).toMatchObject({ rating: 'true', texts: 'none', revision: 1 });

  // what the newsroom added in the wire stays
  const { id = '' } = (await rulingAt('/check')) ?? {};
  const own = { topics: ['transport'], headline: 'A better headline' };
  const body = { edit: 'minor', changes: own };
  await wire.call('POST', `/v1/rulings/${id}/updates`, { headers: { 'if-match': '"1"' }, body });
  site.pages.set('/check', rated('False', { claimReviewed: 'The harbor bill triples each ferry fare.' }));
  list(['/check', '2024-05-14'], ['/new', '2024-05-13']);
  await waitFor(() => command.output().includes(`updated ${site.origin}/check`));
  expect(await rulingAt('/check')).toMatchObject({
    revision: 3,
    claim: { text: 'The harbor bill triples each ferry fare.' },
    ...own,
    notes: [],
  });

  site.pages.set('/check', rated('Half True', { claimReviewed: 'The harbor bill triples each ferry fare.' }));
  list(['/check', '2024-05-15'], ['/new', '2024-05-13']);
  await waitFor(() => command.output().includes(`corrected ${site.origin}/check`));
  expect(await rulingAt('/check')).toMatchObject({
    revision: 4,
    rating: 'half-true',
    ...own,
    notes: [
      {
        kind: 'correction',
        previousRating: 'false',
        text: `The rating on ${site.origin}/check was changed from “False” to “Half True”.`,
      },
    ],
  });
  expect(wire.saves.at(-1)).toMatchObject({ body: { texts: 'none', changes: { rating: 'half-true' } } });
  // read again for its date alone
  list(['/check', '2024-05-16'], ['/new', '2024-05-13']);
  await rounds(2);
  expect(site.asked().filter((path) => path === '/check')).toHaveLength(4);
  expect(wire.saves).toHaveLength(3);
  expect((await rulingAt('/new'))?.revision).toBe(1);
  command.stop('SIGTERM');
  expect((await command.ended()).code).toBe(0);
});

test('a page without lastmod is asked for with its validators, and read when they differ', async () => {
  let etag = '"one"';
  site.pages.set('/check', (request, response) => {
    const headers = { etag, 'last-modified': 'Sun, 12 May 2024 10:00:00 GMT', 'content-type': 'text/html' };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(rated(etag === '"one"' ? 'False' : 'True'));
  });
  list('/check');
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  await rounds(3);
  const again = site.visits.filter(({ path }) => path === '/check').slice(1);
  expect(again.length).toBeGreaterThan(0);
  for (const { headers } of again)
    expect(headers).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': 'Sun, 12 May 2024 10:00:00 GMT',
    });
  expect(wire.saves).toEqual([]);
  etag = '"two"';
  await waitFor(() => command.output().includes(`corrected ${site.origin}/check`));
  expect(await rulingAt('/check')).toMatchObject({ rating: 'true', revision: 2 });
});

test('what is gone, emptied or past mapping is told once, and nothing is retracted', async () => {
  for (const path of ['/gone', '/unlisted', '/emptied', '/odd']) site.pages.set(path, rated('False'));
  list('/gone', '/unlisted', '/emptied', '/odd');
  const command = follow();
  await waitFor(() => command.output().includes('4 rulings imported'));
  site.pages.delete('/gone');
  site.pages.delete('/unlisted');
  site.pages.set('/emptied', html(''));
  site.pages.set('/odd', rated('Fake'));
  list('/gone', '/emptied', '/odd');
  await rounds(4);
  expect(command.output().split('\n').slice(3, -1).sort()).toEqual([
    `${site.origin}/emptied: emptied is not on the page any more`,
    `${site.origin}/gone: the page is gone (404)`,
    `${site.origin}/odd, claim 1: its rating “Fake” is on no scale of the newsroom`,
    `${site.origin}/unlisted: the page is gone (404)`,
  ]);
  const standing = [...(await wire.rulings()).values()];
  expect(standing.map(({ status, revision }) => [status, revision])).toEqual(Array(4).fill(['published', 1]));
  expect(wire.saves).toEqual([]);
});

test('with --texts a new page is texted as the newsroom has it, and a correction as the wire has it', async () => {
  list();
  const command = follow('--texts');
  await waitFor(() => command.output().includes('0 rulings imported'));
  site.pages.set('/check', rated('False', { datePublished: new Date().toISOString() }));
  list(['/check', '1']);
  await waitFor(() => command.output().includes('published'));
  expect(await rulingAt('/check')).toMatchObject({ texts: 'immediate' });
  site.pages.set('/check', rated('True', { datePublished: new Date().toISOString() }));
  list(['/check', '2']);
  await waitFor(() => command.output().includes('corrected'));
  expect(wire.saves.at(-1)?.body).not.toHaveProperty('texts');
});

test('what an editor corrected in the wire is not corrected back by a page that mends its headline', async () => {
  site.pages.set('/check', rated('False', { headline: 'A hedline' }));
  list(['/check', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  const { id = '' } = (await rulingAt('/check')) ?? {};
  const body = { note: 'It is half true.', changes: { rating: 'half-true' } };
  await wire.call('POST', `/v1/rulings/${id}/corrections`, { headers: { 'if-match': '"1"' }, body });
  site.pages.set('/check', rated('False', { headline: 'A headline' }));
  list(['/check', '2']);
  await waitFor(() => command.output().includes(`updated ${site.origin}/check`));
  expect(wire.saves.map(({ body }) => body)).toEqual([{ edit: 'update', changes: { headline: 'A headline' } }]);
  expect(await rulingAt('/check')).toMatchObject({
    headline: 'A headline',
    rating: 'half-true',
    notes: [{ text: 'It is half true.' }],
  });
});

test('a promise moves on without being an error', async () => {
  site.pages.set('/promise', rated('In the Works'));
  list(['/promise', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  site.pages.set('/promise', rated('Promise Kept'));
  list(['/promise', '2']);
  await waitFor(() => command.output().includes('updated'));
  expect(await rulingAt('/promise')).toMatchObject({
    rating: 'promise-kept',
    notes: [{ kind: 'status', text: '', previousRating: 'in-the-works' }],
  });
  expect(wire.saves.at(-1)?.body).toMatchObject({ edit: 'status' });
});

test('what the wire could not take is tried again, what it refused or retracted is told', async () => {
  site.pages.set('/retracted', rated('False'));
  list(['/retracted', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  const { id = '' } = (await rulingAt('/retracted')) ?? {};
  await wire.call('POST', `/v1/rulings/${id}/retraction`, { headers: { 'if-match': '"1"' }, body: { note: 'Wrong.' } });
  wire.failNext(2);
  site.pages.set('/later', rated('False'));
  site.pages.set('/long', rated('False', { headline: 'x'.repeat(301) }));
  site.pages.set('/retracted', rated('True'));
  list(['/later', '1'], ['/long', '1'], ['/retracted', '2']);
  await waitFor(() => command.output().includes(`published ${site.origin}/later`));
  await rounds(2);
  const told = command.output().split('\n').slice(3, -1);
  expect(told).toContain(`${site.origin}/retracted: retracted: the page changed, and its ruling is retracted`);
  expect(told.filter((line) => line.startsWith(`${site.origin}/long: long: 422`))).toHaveLength(1);
  expect((await rulingAt('/retracted'))?.status).toBe('retracted');
  expect(await rulingAt('/long')).toBeUndefined();
});

test('a site that cannot be read now is left alone, and followed again later', async () => {
  site.pages.set('/check', rated('False'));
  list(['/check', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('1 ruling imported'));
  site.pages.set('/robots.txt', (_, response) => response.writeHead(500).end());
  await waitFor(() => command.output().includes('robots.txt was answered with 500'));
  site.pages.delete('/robots.txt');
  site.pages.set('/check', rated('True'));
  list(['/check', '2']);
  await waitFor(() => command.output().includes('corrected'));
});

test('with a state file a new run goes on from the last: nothing is imported again, and what changed meanwhile is seen', async () => {
  const state = join(folder, 'state.json');
  site.pages.set('/check', rated('False'));
  list(['/check', '1']);
  const first = follow('--state', state, '--every', '1000');
  // long before it looks again
  await waitFor(() => existsSync(state));
  first.stop();
  expect((await first.ended()).code).toBe(0);
  site.pages.set('/check', rated('True'));
  list(['/check', '2']);
  const second = follow('--state', state);
  await waitFor(() => second.output().includes(`corrected ${site.origin}/check`));
  await rounds(1);
  second.stop();
  await second.ended();
  follow('--state', state);
  await rounds(3);
  expect(wire.imports).toHaveLength(1);
  expect(wire.saves).toHaveLength(1);
  expect(await rulingAt('/check')).toMatchObject({ rating: 'true', revision: 2 });
});

test('a run that was stopped half-way leaves no state: the other half is no news', async () => {
  const state = join(folder, 'state.json');
  site.pages.set('/one', rated('False'));
  site.pages.set('/two', (_, response) => {
    command.stop();
    response.writeHead(200, { 'content-type': 'text/html' }).write('<html>');
  });
  list('/one', '/two');
  const command = follow('--state', state);
  const { code, stdout } = await command.ended();
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 page read, 1 with fact-checks\n1 ruling imported')]);
  site.pages.set('/two', rated('False'));
  const again = follow('--state', state);
  await waitFor(() => again.output().includes('1 ruling imported, 1 skipped'));
  expect(wire.saves).toEqual([]);
});

test('where the feeds were not rebuilt the site is followed all the same, and the exit code tells', async () => {
  site.pages.set('/check', rated('False'));
  list(['/check', '1']);
  const command = followWith({ RULINGWIRE_OPERATOR_KEY: 'rwk_wrong' });
  await waitFor(() => command.output().includes('The feeds are as they were'));
  site.pages.set('/check', rated('True'));
  list(['/check', '2']);
  await waitFor(() => command.output().includes('corrected'));
  command.stop();
  expect((await command.ended()).code).toBe(1);
});

test('two claims of a page are followed each by itself', async () => {
  const both = (second: string) =>
    html(
      script([claimReview(), claimReview({ claimReviewed: 'Ferries sink.', reviewRating: { alternateName: second } })]),
    );
  site.pages.set('/speech', both('False'));
  list(['/speech', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('2 rulings imported'));
  site.pages.set('/speech', both('Pants on Fire'));
  list(['/speech', '2']);
  await waitFor(() => command.output().includes('corrected'));
  const found = await wire.rulings();
  expect(found.get(externalId(site, '/speech'))?.revision).toBe(1);
  expect(found.get(externalId(site, '/speech', 2))).toMatchObject({ revision: 2, rating: 'pants-on-fire' });
});

/** Ferries by what is said of them, with their rating. */
type Claims = Readonly<Record<string, string>>;
const speech = (claims: Claims): string =>
  html(
    script(
      Object.entries(claims).map(([claimReviewed, alternateName]) =>
        claimReview({ claimReviewed, reviewRating: { alternateName } }),
      ),
    ),
  );
/** Follows `/speech` from the one to the other, until it was read again and whatever came of it is done. */
const followSpeech = async (before: Claims, after: Claims) => {
  site.pages.set('/speech', speech(before));
  list(['/speech', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('The feeds are being rebuilt'));
  const publish = async (claims: Claims, lastmod: string) => {
    site.pages.set('/speech', speech(claims));
    list(['/speech', lastmod]);
    await rounds(3);
  };
  await publish(after, '2');
  /** What it told since the import. */
  const told = () => command.output().split('\n').slice(3, -1);
  return { publish, told };
};
/** The text and rating of each claim of `/speech`, by its place in the externalId. */
const standing = async () =>
  [...(await wire.rulings())]
    .map(([id, { claim, rating, revision }]) => [Number(id.split('-').at(-1)), claim.text, rating, revision])
    .sort(([one], [other]) => Number(one) - Number(other));
const sinking = { 'Ferries sink.': 'False' };
const floating = { 'Ferries float.': 'True' };
const flying = { 'Ferries fly.': 'Pants on Fire' };
const ringing = { 'Ferries ring.': 'Half True' };

test('claims that change places are the same claims', async () => {
  const { publish, told } = await followSpeech({ ...sinking, ...floating }, { ...floating, ...sinking });
  expect(wire.saves).toEqual([]);
  expect(told()).toEqual([]);
  // a change of one is still its own
  await publish({ ...floating, 'Ferries sink.': 'Half True' }, '3');
  expect(told()).toEqual([`corrected ${site.origin}/speech`]);
  expect(await standing()).toEqual([
    [1, 'Ferries sink.', 'half-true', 2],
    [2, 'Ferries float.', 'true', 1],
  ]);
});

test.each([
  ['one', sinking, [[1, 'Ferries sink.', 'false', 1]]],
  [
    'two',
    { ...sinking, ...floating },
    [
      [1, 'Ferries sink.', 'false', 1],
      [2, 'Ferries float.', 'true', 1],
    ],
  ],
])('of claims put before and after %s, only these are published', async (_, before, rest) => {
  const { told } = await followSpeech(before, { ...flying, ...before, ...ringing });
  const place = rest.length + 1;
  expect(wire.saves.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
  expect(told()).toEqual(Array(2).fill(`published ${site.origin}/speech`));
  expect(await standing()).toEqual([
    ...rest,
    [place, 'Ferries fly.', 'pants-on-fire', 1],
    [place + 1, 'Ferries ring.', 'half-true', 1],
  ]);
  const slugs = [...(await wire.rulings()).values()].map(({ slug }) => slug);
  expect(slugs).toContain(`speech-claim-${place}`);
});

test('a claim that is dropped is told as gone; its place is nobody else’s, and it may come back', async () => {
  const all = { ...sinking, ...floating, ...ringing };
  const { publish, told } = await followSpeech(all, { ...floating, ...ringing });
  const gone = `${site.origin}/speech: speech is not on the page any more`;
  expect(told()).toEqual([gone]);
  expect(wire.saves).toEqual([]);
  await publish({ ...flying, ...floating, ...ringing, ...sinking }, '3');
  expect(told().slice(1)).toEqual([`published ${site.origin}/speech`]);
  expect(await standing()).toEqual([
    [1, 'Ferries sink.', 'false', 1],
    [2, 'Ferries float.', 'true', 1],
    [3, 'Ferries ring.', 'half-true', 1],
    [4, 'Ferries fly.', 'pants-on-fire', 1],
  ]);
});

test('a claim of other words in the place of one of several is told, and nothing saved for it', async () => {
  const { told } = await followSpeech({ ...sinking, ...floating }, { ...flying, 'Ferries float.': 'Half True' });
  expect(told()).toEqual([
    `corrected ${site.origin}/speech`,
    `${site.origin}/speech: speech: in its place the page has a claim of other words now; whether that is the same claim is an editor’s decision`,
  ]);
  expect(await standing()).toEqual([
    [1, 'Ferries sink.', 'false', 1],
    [2, 'Ferries float.', 'half-true', 2],
  ]);
});

test('claims that change places at two addresses of a page are the same claims', async () => {
  const at = (claims: Claims) => `<link rel="canonical" href="${site.origin}/speech">${speech(claims)}`;
  for (const path of ['/speech', '/print']) site.pages.set(path, at({ ...sinking, ...floating }));
  list(['/speech', '1'], ['/print', '1']);
  const command = follow();
  await waitFor(() => command.output().includes('2 rulings imported'));
  for (const path of ['/speech', '/print']) site.pages.set(path, at({ ...flying, ...floating, ...sinking }));
  list(['/speech', '2'], ['/print', '2']);
  await rounds(3);
  expect(command.output().split('\n').slice(3, -1)).toEqual([`published ${site.origin}/speech`]);
  expect(await standing()).toEqual([
    [1, 'Ferries sink.', 'false', 1],
    [2, 'Ferries float.', 'true', 1],
    [3, 'Ferries fly.', 'pants-on-fire', 1],
  ]);
});
