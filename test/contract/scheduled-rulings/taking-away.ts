import { expect, test } from 'vitest';
import type { ScheduledRuling } from '../../../shared/domain/scheduled-ruling.ts';
import type { RulingCommit } from '../../../shared/ports/ruling-store.ts';
import { publishWork } from '../../../shared/use-cases/publish-scheduled.ts';
import { publishing } from '../../samples/commit.ts';
import { scheduledFor } from '../../samples/scheduled.ts';
import { noon, type OpenScheduledRulings, one } from './under-test.ts';

const publishingOf = ({ id, publishAt }: ScheduledRuling, slug: string): RulingCommit => ({
  ...publishing(noon, { slug }),
  scheduled: { id, publishAt },
});

/** What is scheduled is published or called off, once. */
export const takingAway = (open: OpenScheduledRulings): void => {
  test('what is called off is gone, once; another stays', async () => {
    const { scheduledRulings } = await open();
    const [gone, stays] = [scheduledFor(one), scheduledFor(one)];
    for (const each of [gone, stays]) await scheduledRulings.schedule(each, publishWork(each), undefined);
    expect(await scheduledRulings.callOff(gone.id)).toBe(true);
    expect(await scheduledRulings.callOff(gone.id)).toBe(false);
    expect(await scheduledRulings.find(gone.id)).toBeUndefined();
    expect((await scheduledRulings.list(100, undefined)).items).toMatchObject([{ id: stays.id }]);
  });

  test('the commit that publishes it takes it away, and no second one goes through', async () => {
    const { scheduledRulings, rulings } = await open();
    const scheduled = scheduledFor(one);
    await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
    expect(await rulings.commit(publishingOf(scheduled, 'one'), 1)).toEqual({ kind: 'committed' });
    expect(await scheduledRulings.find(scheduled.id)).toBeUndefined();
    expect((await scheduledRulings.list(100, undefined)).items).toEqual([]);
    expect(await scheduledRulings.callOff(scheduled.id)).toBe(false);
    // neither the slug nor the sequence is the reason: whoever comes second need not do anything
    expect(await rulings.commit(publishingOf(scheduled, 'one'), 1)).toEqual({ kind: 'called-off' });
    expect(await rulings.lastSequence()).toBe(1);
  });

  test('a commit that does not go through leaves it where it was', async () => {
    const { scheduledRulings, rulings } = await open();
    const scheduled = scheduledFor(one);
    await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
    await rulings.commit(publishing(noon, { slug: 'one' }), 1);
    expect(await rulings.commit(publishingOf(scheduled, 'one'), 2)).toMatchObject({ kind: 'slug-taken' });
    expect(await rulings.commit(publishingOf(scheduled, 'two'), 1)).toEqual({ kind: 'sequence-taken' });
    expect(await scheduledRulings.find(scheduled.id)).toEqual(scheduled);
    expect((await scheduledRulings.list(100, undefined)).items).toHaveLength(1);
  });

  test('what was called off is published no more', async () => {
    const { scheduledRulings, rulings } = await open();
    const scheduled = scheduledFor(one);
    await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
    await scheduledRulings.callOff(scheduled.id);
    const commit = publishingOf(scheduled, 'one');
    expect(await rulings.commit(commit, 1)).toEqual({ kind: 'called-off' });
    expect(await rulings.revision(commit.revision.rulingId, 1)).toBeUndefined();
    expect(await rulings.findTaken([{ slug: 'one', externalId: null }])).toEqual([undefined]);
  });

  test('of publishing it and calling it off at once, exactly one happens', async () => {
    const { scheduledRulings, rulings } = await open();
    let published = 0;
    for (let at = 0; at < 8; at += 1) {
      const scheduled = scheduledFor(one);
      await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
      const commit = publishingOf(scheduled, `ruling-${at}`);
      // a commit that met the other's transaction may try again, and is refused for good then
      const publish = async (): Promise<string> => {
        const { kind } = await rulings.commit(commit, published + 1);
        return kind === 'sequence-taken' ? publish() : kind;
      };
      const [outcome, calledOff] = await Promise.all([publish(), scheduledRulings.callOff(scheduled.id)]);
      expect([outcome, calledOff]).toEqual(calledOff ? ['called-off', true] : ['committed', false]);
      if (!calledOff) published += 1;
      expect(await rulings.lastSequence()).toBe(published);
      expect(await scheduledRulings.find(scheduled.id)).toBeUndefined();
    }
  });
};
