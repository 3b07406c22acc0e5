import { expect, it } from 'vitest';
import type { Broadcast } from '../../shared/domain/broadcast.ts';
import { textsOfEvent } from '../../shared/domain/event-texts.ts';
import { newsroom, revision } from '../samples/revision.ts';
import { broadcast } from '../samples/texting.ts';

const spoken = revision({ revision: 3 });
const { rulingId } = spoken;
const event = { type: 'ruling.corrected', note: 'We erred.', rulingId } as const;
const heardAt = (at: number, rating: string): Broadcast => ({ ...broadcast(), rulingId, revision: at, rating });

it('a text of its own is for each revision that people heard of, however many broadcasts spoke of it', () => {
  const earlier = Array.from({ length: 900 }, (_, at) => heardAt(1 + (at % 2), at % 2 === 0 ? 'true' : 'half-true'));
  const variants = textsOfEvent(newsroom, event, spoken, earlier, 'https://wire.newsroom.example/s/1');
  expect(Object.keys(variants).sort()).toEqual(['first', 'from#1', 'from#2']);
  expect(variants['from#1']?.body).toMatch(/was rated TRUE,/);
  expect(variants['from#2']?.body).toMatch(/was rated HALF TRUE,/);
});
