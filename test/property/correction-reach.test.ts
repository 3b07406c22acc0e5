import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { correction, correctionDesk, hourMs, retraction, update } from '../samples/correction-desk.ts';

type Desk = ReturnType<typeof correctionDesk>;
type Partner = Awaited<ReturnType<Desk['addPartner']>>;

type Act =
  | { readonly kind: 'arrive'; readonly which: number }
  | { readonly kind: 'acknowledge'; readonly which: number; readonly back: number }
  | { readonly kind: 'correct' }
  | { readonly kind: 'update' }
  | { readonly kind: 'nudge'; readonly hours: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('arrive'), which: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('acknowledge'), which: fc.nat(2), back: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('update') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('nudge'), hours: fc.integer({ min: 0, max: 60 }) }) },
);

/** What a reader of the acts alone would say of a partner. */
interface Believed {
  readonly arrived: number[];
  acknowledged: number;
  toldOn: string;
}

/** Acts on one ruling with three partners of two endpoints each, and what must follow from them. */
const scene = async () => {
  const desk = correctionDesk();
  const partners: Partner[] = [];
  for (let count = 0; count < 3; count += 1) partners.push(await desk.addPartner([null, null]));
  const { published } = await desk.publish();
  const believed = partners.map((): Believed => ({ arrived: [], acknowledged: 0, toldOn: '' }));
  const endpoints = partners.flatMap((partner, at) => partner.endpoints.map((id) => ({ id, of: at })));
  let [revision, correctedBy, correctedAt] = [1, 0, 0];

  const had = (before: number) => believed.map(({ arrived }) => arrived.some((one) => one < before));
  const reach = () => {
    if (correctedBy === 0) return null;
    const counted = partners.flatMap(({ id }, at) => (had(correctedBy)[at] ? [{ id, ...believed[at] }] : []));
    const late = counted.filter(({ acknowledged = 0 }) => acknowledged < correctedBy);
    return {
      revision: correctedBy,
      partners: counted.length,
      acknowledged: counted.length - late.length,
      late: late.map(({ id }) => id),
    };
  };
  const steps = {
    arrive: async ({ which }: Extract<Act, { kind: 'arrive' }>) => {
      const endpoint = endpoints[which];
      // a newer one takes the place of what is pending, so that there is one at most
      const row = desk.deliveries
        .all()
        .find(({ endpointId, state }) => endpointId === endpoint?.id && state === 'pending');
      if (endpoint === undefined || row?.kind !== 'webhook') return;
      await desk.arrive(endpoint.id, row.sequence);
      believed[endpoint.of]?.arrived.push(row.revision);
    },
    acknowledge: async ({ which, back }: Extract<Act, { kind: 'acknowledge' }>) => {
      const [partner, one] = [partners[which], believed[which]];
      if (partner === undefined || one === undefined) return;
      const said = Math.max(1, revision - back);
      one.acknowledged = Math.max(one.acknowledged, said);
      expect((await desk.acknowledge(partner.id, published, said)).revision).toBe(one.acknowledged);
    },
    correct: async () => {
      await desk.revise(published, correction);
      revision += 1;
      [correctedBy, correctedAt] = [revision, desk.clock.now()];
    },
    update: async () => {
      await desk.revise(published, update);
      revision += 1;
    },
    nudge: async ({ hours }: Extract<Act, { kind: 'nudge' }>) => {
      desk.clock.advance(hours * hourMs);
      const today = new Date(desk.clock.now()).toISOString().slice(0, 10);
      const age = desk.clock.now() - correctedAt;
      const due = correctedBy > 0 && age >= 24 * hourMs && age <= 30 * 24 * hourMs;
      const expected = partners.filter((_, at) => {
        const { acknowledged = 0, toldOn } = believed[at] ?? {};
        return due && had(correctedBy)[at] && acknowledged < correctedBy && toldOn !== today;
      });
      const before = desk.notices.told.length;
      await desk.nudge();
      const told = desk.notices.told.slice(before);
      expect(told.map(({ partnerId }) => partnerId)).toEqual(expected.map(({ id }) => id));
      for (const notice of told)
        expect(notice).toMatchObject({
          corrections: [{ rulingId: published.revision.rulingId, revision: correctedBy }],
        });
      for (const [at, one] of believed.entries())
        if (told.some(({ partnerId }) => partnerId === partners[at]?.id)) one.toldOn = today;
    },
  };
  const run = (next: Act): Promise<void> => {
    switch (next.kind) {
      case 'arrive':
        return steps.arrive(next);
      case 'acknowledge':
        return steps.acknowledge(next);
      case 'nudge':
        return steps.nudge(next);
      default:
        return steps[next.kind]();
    }
  };
  return { desk, published, run, reach };
};

test('whatever arrives, is acknowledged and corrected, in any order: reach and nudges name who got an error and has not taken it back', async () => {
  let [counted, nudged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async (acts) => {
      const { desk, published, run, reach } = await scene();
      for (const next of acts) {
        await run(next);
        const found = await desk.reach(published);
        const summed = found && {
          ...{ revision: found.revision, partners: found.partners, acknowledged: found.acknowledged },
          late: found.outstanding.map(({ partnerId }) => partnerId),
        };
        expect(summed).toEqual(reach());
        counted += found?.partners ?? 0;
      }
      nudged += desk.notices.told.length;
    }),
    { numRuns: 60 },
  );
  // the acts came to what they are about
  expect(counted).toBeGreaterThan(50);
  expect(nudged).toBeGreaterThan(5);
});

test('a retraction has a reach like a correction; an update has none', async () => {
  const desk = correctionDesk();
  const { id, endpoints } = await desk.addPartner();
  const { published, sequence } = await desk.publish();
  for (const endpoint of endpoints) await desk.arrive(endpoint, sequence);
  expect(await desk.reach(published)).toBeNull();
  await desk.revise(published, update);
  expect(await desk.reach(published)).toBeNull();
  await desk.revise(published, retraction);
  const outstanding = [{ partnerId: id, name: 'Partner 1', gotRevision: 1, acknowledgedRevision: null }];
  expect(await desk.reach(published)).toEqual({ revision: 3, partners: 1, acknowledged: 0, outstanding });
});
