import { describe, expect, test } from 'vitest';
import { createRebuildState } from '../../shared/adapters/dynamo/rebuild-state.ts';
import { freshRound, type Rebuild } from '../../shared/domain/rebuild.ts';
import type { RebuildState } from '../../shared/ports/rebuild-state.ts';
import { fakeRebuildState } from '../fakes/rebuild-state.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const rebuild = (step: number): Rebuild => ({
  ...freshRound,
  id: 'rbd_01JD4Z00000000000000000001',
  cursor: `cursor-${step}`,
  step,
  sent: 0,
  startedAt: '2026-11-20T12:00:00.000Z',
  finishedAt: null,
});

const rebuildStateContract = (open: () => Promise<RebuildState>): void => {
  test('the first state is put in the place of none, once', async () => {
    const state = await open();
    expect(await state.read()).toBeUndefined();
    expect(await state.replace(undefined, rebuild(1))).toBe(true);
    expect(await state.replace(undefined, rebuild(2))).toBe(false);
    expect((await state.read())?.rebuild).toEqual(rebuild(1));
  });

  test('of two that replace the same state one is refused, also when a state comes back', async () => {
    const state = await open();
    await state.replace(undefined, rebuild(1));
    const { version } = (await state.read()) ?? {};
    expect(await state.replace(version, rebuild(2))).toBe(true);
    expect(await state.replace(version, rebuild(3))).toBe(false);
    expect((await state.read())?.rebuild).toEqual(rebuild(2));
    expect(await state.replace((await state.read())?.version, rebuild(1))).toBe(true);
    expect(await state.replace(version, rebuild(3))).toBe(false);
  });

  test('nothing replaces what is not there', async () => {
    const state = await open();
    expect(await state.replace(1, rebuild(1))).toBe(false);
    expect(await state.read()).toBeUndefined();
  });
};

describe('the state of a rebuild in memory', () => rebuildStateContract(async () => fakeRebuildState()));

inDynamo('the state of a rebuild', (tables) => {
  rebuildStateContract(async () => createRebuildState(tables().client, await tables().make()));
});
