import { describe, expect, it } from 'vitest';
import { makeId } from '../../shared/domain/ids.ts';
import { testText } from '../../shared/domain/text-body.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { sendTest } from '../../shared/use-cases/send-test.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeStaffPhones } from '../fakes/staff-phones.ts';
import { publishing } from '../samples/commit.ts';
import { saying } from '../samples/planned-batch.ts';
import { content, newsroom } from '../samples/revision.ts';
import { type SendingDeskOptions, sendingDesk } from '../samples/sending-desk.ts';
import { noon, phone } from '../samples/texting.ts';

/** Three phones of the newsroom's own, and a ruling that is to be tried on them. */
const ordered = async (options: SendingDeskOptions = {}) => {
  const desk = await sendingDesk({ people: 0, ...options });
  const [rulings, links, staffPhones] = [fakeRulingStore(), fakeShortLinks(), fakeStaffPhones()];
  const commit = publishing(noon);
  await rulings.commit(commit, 1);
  for (const last of [1, 2, 3]) {
    const id = makeId('subscriber', last, () => 0);
    await staffPhones.add({ id, name: `Sam ${last}`, phone: await desk.vault.seal(phone(last), id) });
  }
  const order = (time: number) => ({
    ...({ kind: 'test-send', testId: makeId('testSend', Date.parse(noon) + time, () => 0) } as const),
    ...{ rulingId: commit.revision.rulingId, revision: commit.revision.revision },
  });
  const deps = { ...desk, rulings, links, staffPhones };
  return { ...deps, order, work: (time = 1) => sendTest(deps)(order(time)) };
};
const toAll = [1, 2, 3].map((last) => phone(last));

describe('a test', () => {
  it('goes to each of the newsroom’s own phones once, marked, by a link of its own, and Twilio is not asked to tell of it', async () => {
    const desk = await ordered();
    await Promise.all([desk.work(), desk.work()]);
    await desk.work();
    expect(desk.sender.tried.map(({ to }) => to).toSorted()).toEqual(toAll);
    const [link] = desk.links.all();
    expect(link).toMatchObject({ url: content.url, broadcastId: null });
    const { body, segments } = testText(newsroom, content, `${newsroom.baseUrl}/s/${link?.code}`);
    for (const text of desk.sender.tried) expect(text).toMatchObject({ body, statusCallback: null });
    expect(await desk.spent()).toBe(3 * segments * 8300);
    expect(desk.log.count('TEST_TEXT_SENT')).toBe(3);
    for (const to of toAll) expect(JSON.stringify(desk.log.lines)).not.toContain(to.slice(1));
  });

  it('that is ordered once more goes to them once more, before other texts', async () => {
    const desk = await ordered();
    const { take } = desk.pace;
    const urgencies: boolean[] = [];
    desk.pace.take = (segments, urgent, now) => {
      urgencies.push(urgent);
      return take(segments, urgent, now);
    };
    await desk.work(1);
    await desk.work(2);
    expect(desk.sender.tried).toHaveLength(6);
    expect(urgencies).toEqual(Array(6).fill(true));
  });

  it.each<[TextSendOutcome, string, number]>([
    [{ kind: 'unknown', reason: 'timeout' }, 'timeout', 3],
    [{ kind: 'unsent', reason: 'throttled' }, 'throttled', 2],
    [{ kind: 'refused', code: 21_610, status: 400 }, 'code 21610', 2],
  ])('that may not have come is in the log, and is not tried again: %j', async (outcome, reason, paid) => {
    const desk = await ordered({ behave: saying(outcome) });
    await desk.work();
    await desk.work();
    expect(desk.sender.tried).toHaveLength(3);
    const { testId } = desk.order(1);
    expect(desk.log.lines).toContainEqual({ level: 'warn', code: 'TEST_TEXT_NOT_SENT', fields: { testId, reason } });
    expect(desk.pace.slowed()).toBe(outcome.kind === 'refused' ? 0 : 1);
    const { segments } = testText(newsroom, content, `${newsroom.baseUrl}/s/${desk.links.all()[0]?.code}`);
    expect(await desk.spent()).toBe(paid * segments * 8300);
  });

  it('reaches the others where one phone cannot be opened, and that one once it can', async () => {
    const desk = await ordered();
    const { open } = desk.vault;
    let calls = 0;
    desk.vault.open = (sealed, context) => (++calls === 2 ? Promise.reject(new Error('KMS')) : open(sealed, context));
    await expect(desk.work()).rejects.toThrow('KMS');
    expect(desk.sender.tried).toHaveLength(2);
    await desk.work();
    expect(desk.sender.tried.map(({ to }) => to).toSorted()).toEqual(toAll);
  });

  it.each(['budget', 'pace'] as const)('for which there is no room now is not sent: %s', async (reason) => {
    // the last of a budget is kept for corrections
    const budget = { perMonth: '100', reservedForCorrections: reason === 'budget' ? '100' : '0' };
    const desk = await ordered({ texts: { budget } });
    if (reason === 'pace') desk.pace.take = async () => ({ taken: false, wait: 61_000 });
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.log.lines.map(({ fields }) => fields['reason'])).toEqual([reason, reason, reason]);
    expect(await desk.spent()).toBe(0);
  });

  it('that was held until nobody waits for it any more is not sent, and the log says so', async () => {
    const desk = await ordered();
    desk.clock.advance(15 * 60_000);
    await desk.work(0);
    expect(desk.sender.tried).toHaveLength(3);
    desk.clock.advance(1);
    await desk.work(0);
    const { testId } = desk.order(0);
    expect(desk.sender.tried).toHaveLength(3);
    expect(desk.log.lines.at(-1)).toEqual({
      ...{ level: 'warn', code: 'TEST_TEXT_NOT_SENT', fields: { testId, reason: 'late' } },
    });
  });

  it('of a draft says what it was ordered to say', async () => {
    const desk = await ordered();
    const { kind, testId } = desk.order(1);
    const text = 'TEST: Ferry St: No. Claim rated FALSE. https://wire.newsroom.example/s/00000000 STOP to end';
    await sendTest(desk)({ kind, testId, text });
    expect(desk.sender.tried.map(({ to }) => to).toSorted()).toEqual(toAll);
    for (const tried of desk.sender.tried) expect(tried).toMatchObject({ body: text, statusCallback: null });
    expect(await desk.spent()).toBe(3 * 8300);
    expect(desk.links.all()).toEqual([]);
  });

  it('of a revision that is not there fails', async () => {
    const desk = await ordered();
    await expect(sendTest(desk)({ ...desk.order(1), revision: 9 })).rejects.toThrow('no revision 9');
  });
});
