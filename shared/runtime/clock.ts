import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';

export const systemClock: Clock = { now: () => Date.now(), sleep: (ms) => setTimeout(ms, undefined) };

/** 32 random bits of the system's generator a call. */
export const systemRandomness: Randomness = () => randomBytes(4).readUInt32BE() / 2 ** 32;
