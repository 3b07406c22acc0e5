import { describe, expect, it } from 'vitest';
import {
  freshSenderPace,
  longestWaitMs,
  type SenderPaceState,
  slowedPace,
  takeSegments,
} from '../../shared/domain/sender-pace.ts';

const max = 60;
const start = 1_000_000;
const fresh = freshSenderPace(max, start);
const empty: SenderPaceState = { ...fresh, tokens: 0 };

/** Takes one after the other; each is a number of segments, and all come at `now`. */
const taking = (from: SenderPaceState, all: readonly number[], now = start, urgent = false) => {
  let state = from;
  const answers = all.map((segments) => {
    const taken = takeSegments(state, max, segments, urgent, now);
    state = taken.state;
    return taken.taken ? taken.wait : `again in ${taken.wait}`;
  });
  return { answers, state };
};

describe('a sender of sixty segments a second', () => {
  it('lets a second’s worth go at once, and each that follows a sixtieth of a second after the one before', () => {
    expect(taking(fresh, [59, 1, 6, 6, 3]).answers).toEqual([0, 0, 100, 200, 250]);
  });

  it('saves up a second’s worth and no more', () => {
    const { state } = taking(fresh, [60]);
    expect(taking(state, [30, 6], start + 500).answers).toEqual([0, 100]);
    expect(taking(state, [60, 6], start + 3_600_000).answers).toEqual([0, 100]);
  });

  it('rounds a wait up, so that no text goes early', () => {
    expect(takeSegments(empty, max, 1, false, start).wait).toBe(17);
  });

  it('gives nothing further ahead than ten seconds, and says when to ask again', () => {
    const { answers, state } = taking(empty, [597, 3, 3]);
    expect(answers).toEqual([9950, longestWaitMs, 'again in 50']);
    expect(taking(state, [3], start + 49).answers).toEqual(['again in 1']);
    expect(taking(state, [3], start + 50).answers).toEqual([longestWaitMs]);
  });

  it('leaves everything as it was where it gives nothing', () => {
    const { state } = taking(empty, [600]);
    expect(takeSegments(state, max, 3, false, start + 10).state).toBe(state);
  });

  it('lets more than ten seconds’ worth go where nobody is before it, and nobody before it then', () => {
    const { answers, state } = taking(fresh, [900]);
    expect(answers).toEqual([14_000]);
    expect(taking(state, [1], start).answers).toEqual(['again in 4017']);
    expect(taking(empty, [900]).answers).toEqual([15_000]);
    expect(taking(taking(empty, [6]).state, [900]).answers).toEqual(['again in 100']);
  });

  it('lets a text of three segments go at a segment a second', () => {
    const slow = freshSenderPace(1, start);
    const first = takeSegments(slow, 1, 3, false, start);
    expect([first.taken, first.wait]).toEqual([true, 2000]);
    const second = takeSegments(first.state, 1, 10, false, start + 2000);
    expect([second.taken, second.wait]).toEqual([true, 10_000]);
  });

  it('neither fills nor empties by a clock that goes back, nor fills twice when it comes on again', () => {
    const { state } = taking(fresh, [60]);
    const late = takeSegments(state, max, 6, false, start - 400);
    // a tenth of a second after `start`, which is that much later on this clock
    expect([late.taken, late.wait, late.state.at]).toEqual([true, 500, start]);
    expect(taking(late.state, [6]).answers).toEqual([200]);
  });
});

describe('urgent texts', () => {
  it('hold others back while they wait, and a second longer', () => {
    const { answers, state } = taking(empty, [6, 6], start, true);
    expect(answers).toEqual([100, 200]);
    expect(state.urgentUntil).toBe(start + 1200);
    expect(taking(state, [1], start + 700).answers).toEqual(['again in 500']);
    expect(taking(state, [1], start + 700, true).answers).toEqual([0]);
    expect(taking(state, [1], start + 1199).answers).toEqual(['again in 1']);
    expect(taking(state, [1], start + 1200).answers).toEqual([0]);
  });

  it('hold nobody back while there is enough for all', () => {
    const { state } = taking(fresh, [60], start, true);
    expect(state.urgentUntil).toBe(0);
    expect(taking(state, [6]).answers).toEqual([100]);
  });

  it('hold others back although they have to ask again, until they may', () => {
    const ahead = taking(empty, [600]).state;
    const { answers, state } = taking(ahead, [6], start, true);
    expect(answers).toEqual(['again in 100']);
    expect(state.urgentUntil).toBe(start + 1100);
    expect(taking(state, [6], start + 200).answers).toEqual(['again in 900']);
    expect(taking(state, [6], start + 200, true).answers).toEqual([9900]);
  });

  it('hold others back for as long as the last of them does', () => {
    const { state } = taking(empty, [60], start, true);
    expect(taking({ ...state, tokens: -6 }, [6], start, true).state.urgentUntil).toBe(start + 2000);
  });
});

describe('a sender that is too fast for the network', () => {
  it('is half as fast from then on, and loses what it saved up', () => {
    const slow = slowedPace(fresh, max, start);
    expect(slow).toEqual({ ...fresh, rate: 30, tokens: 30, slowedAt: start });
    // (30 t + t² / 2) segments come in t seconds
    expect(taking(slow, [30, 3]).answers).toEqual([0, 100]);
    expect(slowedPace({ ...empty, tokens: -5 }, max, start)).toMatchObject({ tokens: -5, rate: 30 });
  });

  it('is slowed once a second, however many say so', () => {
    const slow = slowedPace(fresh, max, start);
    expect(slowedPace(slow, max, start + 999)).toBe(slow);
    expect(slowedPace(slow, max, start + 1000)).toMatchObject({ rate: 15.5, slowedAt: start + 1000 });
  });

  it('is never slower than a segment a second', () => {
    const three = slowedPace(freshSenderPace(3, start), 3, start);
    expect(three.rate).toBe(1.5);
    expect(slowedPace(three, 3, start + 1000).rate).toBe(1);
    expect(slowedPace(freshSenderPace(1, start), 1, start).rate).toBe(1);
  });

  it('is faster again by a sixtieth of its full speed a second', () => {
    const slow: SenderPaceState = { ...empty, rate: 30, slowedAt: start };
    const at = (seconds: number) => takeSegments(slow, max, 0, false, start + seconds * 1000).state;
    expect(at(1)).toMatchObject({ rate: 31, tokens: 30.5 });
    expect(at(15)).toMatchObject({ rate: 45, tokens: 45 });
    expect(at(30).rate).toBe(60);
    expect(at(300)).toMatchObject({ rate: 60, tokens: 60 });
  });

  it('has gained the same however often it was looked at on the way', () => {
    const owing: SenderPaceState = { ...empty, rate: 30, tokens: -2000, slowedAt: start };
    const once = takeSegments(owing, max, 1, true, start + 40_000).state;
    let often = owing;
    for (let at = 1; at <= 40; at += 1)
      often = takeSegments(often, max, at === 40 ? 1 : 0, true, start + at * 1000).state;
    // 30 s at 45 on average, then 10 s at 60, less the one that is taken
    expect(once.tokens).toBeCloseTo(-2000 + 1350 + 600 - 1, 6);
    expect(often.tokens).toBeCloseTo(once.tokens, 6);
    expect(often.rate).toBe(once.rate);
  });

  it('tells who waits how much faster it gets meanwhile', () => {
    const slow: SenderPaceState = { ...empty, rate: 30, slowedAt: start };
    // 30 t + t² / 2: 30.5 segments in one second, and 1350 in the 30 until it is at its full speed
    expect(takeSegments(slow, max, 30.5, false, start).wait).toBe(1000);
    expect(takeSegments(slow, max, 1350, false, start).wait).toBe(30_000);
    expect(takeSegments(slow, max, 1410, false, start).wait).toBe(31_000);
  });

  it('is as fast as the settings say, once they say less', () => {
    expect(takeSegments(fresh, 10, 30, false, start + 1000)).toMatchObject({
      taken: true,
      wait: 2000,
      state: { rate: 10 },
    });
  });
});
