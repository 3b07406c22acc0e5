/** How the wire stands, as the API of a test's own answers the page of operations. */
import type { Page } from 'playwright-core';

export const operatorKey = 'rwk_an-operator-of-this-test';
export const markup = '<img src=x onerror="document.title=`run`">';

const queues = ['feeds', 'archives', 'text-plans', 'deliveries'].map((queue) => ({
  ...{ queue, waiting: 0, inFlight: 0, delayed: 0, deadLetters: 0 },
}));
const channels = ['feeds', 'texts', 'deliveries'].map((channel) => ({
  ...{ channel, paused: false, since: null, by: null, held: 0 },
}));

export const allWell = {
  at: '2026-11-20T12:00:00.000Z',
  queues,
  relay: { lastSequence: 1042, relayedSequence: 1042, behind: 0, oldestAt: null },
  dueWork: { overdue: 0, oldestAt: null },
  endpoints: { active: 3, failing: 0, disabled: 0, unwell: [] },
  channels,
  feedsRebuild: null,
};

const unwell = (id: string, status: string, disabledReason: string | null) => ({
  ...{ id: `ept_${id}`, partnerId: 'ptr_1', partnerName: `Harbor Daily ${id}`, host: `hook-${id}.example` },
  ...{ status, failingSince: '2026-11-20T08:00:00.000Z', disabledReason },
});

export const allWrong = {
  ...allWell,
  queues: queues.map((each) =>
    each.queue === 'deliveries' ? { ...each, waiting: 100_000, deadLetters: 1_200 } : each,
  ),
  relay: { lastSequence: 1042, relayedSequence: 1002, behind: 40, oldestAt: '2026-11-20T11:50:00.000Z' },
  dueWork: { overdue: 1_000, oldestAt: '2026-11-20T11:00:00.000Z' },
  endpoints: {
    ...{ active: 3, failing: 1, disabled: 120 },
    unwell: [unwell('1', 'failing', null), unwell('2', 'disabled', `${markup} ${'w'.repeat(300)}`)],
  },
  channels: channels.map((each) =>
    each.channel === 'texts'
      ? { ...each, paused: true, since: '2026-11-20T11:55:00.000Z', by: markup, held: 1_000 }
      : each,
  ),
  feedsRebuild: {
    ...{ id: 'rbd_1', phase: 'feeds', again: true, finishedAt: null, startedAt: '2026-11-20T11:58:00.000Z' },
    counts: { rulings: 100_000, months: 120, feeds: 7_000 },
  },
};

/** Answers calls of one method to one path, and counts them. */
export const answer = async (
  page: Page,
  [method, path]: readonly [method: string, path: string],
  reply: () => { readonly status?: number; readonly json?: unknown },
): Promise<{ readonly bodies: unknown[] }> => {
  const bodies: unknown[] = [];
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      if (route.request().method() !== method) return route.fallback();
      bodies.push(route.request().postDataJSON());
      const { status = 200, json } = reply();
      await route.fulfill({ status, ...(json === undefined ? {} : { json }) });
    },
  );
  return { bodies };
};

/** What the API answers where it refuses. */
export const problem = (status: number, kind: string, title: string, errors: readonly object[] = []) => ({
  status,
  json: { type: `urn:rulingwire:problem:${kind}`, title, status, errors },
});

/** Opens a place of the page with a key that the tab remembers. */
export const openOperations = async (page: Page, origin: string, place = ''): Promise<void> => {
  const script = `sessionStorage.getItem('opened') ?? sessionStorage.setItem('rulingwire-operator-key', '${operatorKey}')`;
  await page.addInitScript(`${script}; sessionStorage.setItem('opened', 'yes')`);
  await page.goto(`${origin}/operations#/${place}`);
};
