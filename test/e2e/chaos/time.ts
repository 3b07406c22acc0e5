import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { isClosed } from '../../../shared/domain/broadcast.ts';
import { unfinished } from '../../../shared/domain/text-ledger.ts';
import type { Scene } from './scene.ts';
import { allDeliveries } from './stores.ts';

const minute = 60_000;
/** At first time goes as slowly as a sweep is scheduled; later it is leases and delayed messages that are waited for. */
const slowMinutes = 6;
/** A dead delivery may have failed four times, and waits two hours then; plans come back after half an hour. */
const mostHours = 12;
/** So often a queue is looked at; twice empty at work's end is idle. */
const lookMs = 40;

const countQueues = async ({ stores }: Scene) => {
  const counts = await Promise.all(stores.queues.map((queue) => queue.counts()));
  return counts.reduce(
    (sum, { waiting, inFlight, delayed }) => ({
      waiting: sum.waiting + waiting,
      held: sum.held + inFlight + delayed,
    }),
    { waiting: 0, held: 0 },
  );
};

/** Waits until no message waits and no function runs, or for 5 s: a message may be put off again and again. */
const untilIdle = async (scene: Scene): Promise<void> => {
  const until = performance.now() + 5_000;
  for (let empty = 0; empty < 2 && performance.now() < until; ) {
    await scene.runtime.passTime(0);
    await setTimeout(lookMs);
    empty = (await countQueues(scene)).waiting === 0 ? empty + 1 : 0;
  }
};

/** Lets minutes pass, as they do on AWS: once everybody has done what there is to do, and with a sweep at their end. */
export const passMinutes = async (scene: Scene, minutes: number): Promise<void> => {
  await untilIdle(scene);
  await scene.runtime.passTime(minutes * minute);
  // a sweep may be struck like any other function; the next one comes
  await scene.runtime.invoke('SweepFunction', {}).catch(() => {});
  await untilIdle(scene);
};

const redrive = async ({ stores, operator }: Scene): Promise<number> => {
  let moved = 0;
  for (const { name, deadLetters } of stores.queues) {
    const counts = await Promise.all(deadLetters.map((letters) => letters.count()));
    if (counts.every((count) => count === 0)) continue;
    const path = `/v1/operations/dead-letters/${name}/redrive`;
    moved += (await operator.call('POST', path, z.object({ moved: z.number() }))).moved;
  }
  return moved;
};

/** What is still on its way, in words; nothing when all is over. */
const unrest = async (scene: Scene): Promise<string[]> => {
  const { rulings, watermark, broadcasts, ledger, endpoints } = scene.stores;
  const { waiting, held } = await countQueues(scene);
  const found: string[] = waiting + held > 0 ? [`${waiting + held} messages`] : [];
  const events = await rulings.eventsAfter(0, 10_000);
  if ((await watermark.read()) !== events.length) found.push('events that are not relayed');
  for (const rulingId of new Set(events.map((event) => event.rulingId)))
    for (const { id, status } of await broadcasts.ofRuling(rulingId)) {
      if (status !== 'done' && !isClosed(status)) found.push(`${id} is ${status}`);
      for (const { shard } of await broadcasts.tallies(id))
        for await (const page of ledger.pages(id, shard))
          for (const { state } of page) if (unfinished.includes(state)) found.push(`a person of ${id} is ${state}`);
    }
  for await (const page of endpoints.all(100))
    for (const { id } of page)
      for (const { sequence, state } of await allDeliveries(scene.stores, id))
        if (state === 'pending' || state === 'sending') found.push(`${sequence} is ${state} at ${id}`);
  return found;
};

/**
 * Lets `leastMinutes` pass, and more until nothing is left to do; dead letters are put back, as an operator would. Answers how many were,
 * and what is left.
 */
export const comeToRest = async (
  scene: Scene,
  leastMinutes: number,
): Promise<{ redriven: number; left: readonly string[] }> => {
  let redriven = 0;
  let left: readonly string[] = ['dead letters that come back'];
  for (let passed = 0; passed < mostHours * 60; ) {
    const minutes = passed < slowMinutes ? 1 : 10;
    await passMinutes(scene, minutes);
    passed += minutes;
    const moved = await redrive(scene);
    redriven += moved;
    if (moved > 0 || passed < leastMinutes) continue;
    left = await unrest(scene);
    if (left.length === 0) break;
  }
  return { redriven, left };
};
