import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliveryMoves, deliveryStates } from '../../shared/domain/delivery-moves.ts';

const pageOf = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const page = pageOf('deliveries.md');

const [, picture = ''] = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(page) ?? [];
const lines = [...picture.matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)];
const arrows = lines.flatMap(([, from = '', to = '', names = '']) =>
  names.split(', ').map((name) => ({ name, from, to })),
);

test('the picture has an arrow for each move from each state, and for the beginnings and the ends', () => {
  expect(lines.map(([line]) => line)).toEqual(picture.trimEnd().split('\n'));
  const moves = Object.entries(deliveryMoves).flatMap(([name, { from, to }]) =>
    from.map((state) => ({ name, from: state, to })),
  );
  const inside = arrows.filter(({ from, to }) => from !== '[*]' && to !== '[*]');
  expect(inside).toHaveLength(moves.length);
  expect(inside).toEqual(expect.arrayContaining(moves));
  expect(arrows.filter(({ from }) => from === '[*]').map(({ to }) => to)).toEqual(['pending', 'waiting']);
  expect(arrows.filter(({ from }) => from === 'superseded').map(({ to }) => to)).toEqual(['[*]']);
});

test('the tables tell of each state and each move', () => {
  const [first = '', second = ''] = page.split('## Moves');
  for (const state of deliveryStates) expect(first).toMatch(new RegExp(`^\\| \`${state}\` \\| [A-Z].{20,} \\|$`, 'm'));
  for (const [name, { to }] of Object.entries(deliveryMoves))
    expect(second).toMatch(new RegExp(`^\\| \`${name}\` \\| .* \\| \`${to}\` \\| .{15,} \\|$`, 'm'));
});

test('the schedule is the one that partners are told of', () => {
  const scheduleOf = (text: string): string[][] =>
    [...text.matchAll(/^\| +(\d+) \| (.+?) +\|$/gm)].map(([, number = '', delay = '']) => [number, delay]);
  expect(scheduleOf(page)).toHaveLength(10);
  expect(scheduleOf(pageOf('webhooks.md'))).toEqual(scheduleOf(page));
  expect(page).toContain('by up to 20 %; together they are 75 h');
});
