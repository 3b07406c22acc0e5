import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { channelQueues } from '../../shared/domain/channel.ts';
import { dueQueues } from '../../shared/ports/timetable.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/system.md'), 'utf8');

const [, picture = ''] = /```mermaid\n([\s\S]*?)```/.exec(page) ?? [];
const edges = [...picture.matchAll(/^ {2}(\S+) -(?:-|\.).*?-?> (\S+)$/gm)].map(([, from = '', to = '']) => ({
  from,
  to,
}));
const nodes = [...picture.matchAll(/^ {2}([\w-]+)(?:\[|\(|\{)/gm)].map(([, node = '']) => node);
const functions = globSync('functions/*/handler.ts', { cwd: root }).map((path) => basename(dirname(path)));

/** What can be reached from a node along the arrows. */
const reachable = (start: string): ReadonlySet<string> => {
  const met = new Set([start]);
  // a set takes in what is added while it is walked
  for (const node of met) for (const { to } of edges.filter(({ from }) => from === node)) met.add(to);
  return met;
};

test('the picture has every function, once, and only arrows between what it has', () => {
  expect(nodes.filter((node) => functions.includes(node)).sort()).toEqual(functions.toSorted());
  expect(new Set(nodes).size).toBe(nodes.length);
  for (const end of edges.flatMap(({ from, to }) => [from, to])) expect(nodes).toContain(end);
});

test('what an editor publishes gets to readers, phones and partners, through every function that a ruling meets', () => {
  const met = reachable('callers');
  for (const end of ['readers', 'twilio', 'outlets']) expect(met).toContain(end);
  expect(functions.filter((name) => !met.has(name)).sort()).toEqual(['sweep', 'tend-partners', 'tend-texts']);
});

test('what partners must be told by other ways gets to whoever looks after them, each day and when it happens', () => {
  for (const start of ['day', 'deliver']) expect(reachable(start), start).toContain('desk');
});

test('each minute the sweep feeds every queue that work can be due on, or was held for', () => {
  const fed = edges.filter(({ from }) => from === 'sweep').map(({ to }) => to);
  expect(reachable('minute')).toContain('sweep');
  const queues = new Set([...dueQueues, ...Object.values(channelQueues).flat()]);
  expect(fed.filter((node) => node.startsWith('q-')).sort()).toEqual([...queues].map((queue) => `q-${queue}`).sort());
});
