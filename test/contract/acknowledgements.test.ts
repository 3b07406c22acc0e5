import { describe, expect, test } from 'vitest';
import { createAcknowledgements } from '../../shared/adapters/dynamo/acknowledgements.ts';
import type { Acknowledgement, Acknowledgements } from '../../shared/ports/acknowledgements.ts';
import { fakeAcknowledgements } from '../fakes/acknowledgements.ts';
import { noon, partner, rulingId } from '../samples/delivering.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const later = '2026-11-20T13:00:00.000Z';
const [page, other] = ['https://partner.example/1', 'https://partner.example/2'];
const another = 'ptr_01JD4Z00000000000000000002';
const saying = (differs: Partial<Acknowledgement> = {}): Acknowledgement => ({
  ...{ partnerId: partner().id, rulingId: rulingId(1), revision: 1, republishedUrl: null, acknowledgedAt: noon },
  ...differs,
});

const acknowledgementsContract = (open: () => Promise<Acknowledgements>): void => {
  test('what stands is the newest revision, whatever comes after it', async () => {
    const acknowledgements = await open();
    expect(await acknowledgements.take(saying({ revision: 2 }))).toEqual(saying({ revision: 2 }));
    const late = saying({ revision: 1, acknowledgedAt: later });
    const said = [late, saying({ revision: 2, acknowledgedAt: later }), { ...late, republishedUrl: page }];
    for (const one of said) expect(await acknowledgements.take(one)).toEqual(saying({ revision: 2 }));
    const third = saying({ revision: 3, acknowledgedAt: later });
    expect(await acknowledgements.take(third)).toEqual(third);
    expect(await acknowledgements.of(rulingId(1), [partner().id])).toEqual([third]);
  });

  test('where it was republished may be said later, and stays until another place is named', async () => {
    const acknowledgements = await open();
    await acknowledgements.take(saying());
    const placed = saying({ republishedUrl: page, acknowledgedAt: later });
    expect(await acknowledgements.take(placed)).toEqual(placed);
    const second = saying({ revision: 2 });
    expect(await acknowledgements.take(second)).toEqual({ ...second, republishedUrl: page });
    const moved = { ...second, republishedUrl: other };
    expect(await acknowledgements.take(moved)).toEqual(moved);
  });

  test('each partner acknowledges each ruling on its own', async () => {
    const acknowledgements = await open();
    const all = [saying(), saying({ rulingId: rulingId(2), revision: 4 }), saying({ partnerId: another, revision: 2 })];
    for (const one of all) await acknowledgements.take(one);
    const partners = [partner().id, another, 'ptr_01JD4Z00000000000000000003'] as const;
    const of = async (id: number) => new Set(await acknowledgements.of(rulingId(id), partners));
    expect(await of(1)).toEqual(new Set([all[0], all[2]]));
    expect(await of(2)).toEqual(new Set([all[1]]));
    expect(await of(3)).toEqual(new Set());
    const by = async (at: 0 | 1 | 2) =>
      new Set(await acknowledgements.by(partners[at], [rulingId(1), rulingId(2), rulingId(3)]));
    expect(await by(0)).toEqual(new Set([all[0], all[1]]));
    expect(await by(1)).toEqual(new Set([all[2]]));
    expect(await by(2)).toEqual(new Set());
    expect(await acknowledgements.by(partners[0], [])).toEqual([]);
  });

  test('of many at once the newest stands', async () => {
    const acknowledgements = await open();
    await Promise.all([3, 1, 4, 2].map((revision) => acknowledgements.take(saying({ revision }))));
    expect(await acknowledgements.of(rulingId(1), [partner().id])).toEqual([saying({ revision: 4 })]);
  });
};

describe('acknowledgements in memory', () => acknowledgementsContract(async () => fakeAcknowledgements()));

inDynamo('acknowledgements', (tables) => {
  acknowledgementsContract(async () => createAcknowledgements(tables().client, await tables().make()));
});
