/** The desk's form in a browser, over the newsroom's own routes with everything else in memory. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Page, Route } from 'playwright-core';
import { preflightRoutes } from '../../../../functions/broadcasts-api/routes/preflight.ts';
import { testSendRoutes } from '../../../../functions/broadcasts-api/routes/test-send.ts';
import { publishingRoutes } from '../../../../functions/newsroom-api/routes/publishing.ts';
import { readingRoutes } from '../../../../functions/newsroom-api/routes/reading.ts';
import { schedulingRoutes } from '../../../../functions/newsroom-api/routes/scheduling.ts';
import { quietHours } from '../../../../shared/domain/quiet-hours.ts';
import type { TextWork } from '../../../../shared/domain/text-messages.ts';
import type { Caller } from '../../../../shared/ports/api-keys.ts';
import type { ChannelSwitches } from '../../../../shared/ports/channel-switches.ts';
import type { StaffPhones } from '../../../../shared/ports/staff-phones.ts';
import { createApi } from '../../../../shared/runtime/api/api.ts';
import { fakeChannelSwitches } from '../../../fakes/channel-switches.ts';
import { fakeQueue } from '../../../fakes/queue.ts';
import { fakeShortLinks } from '../../../fakes/short-links.ts';
import { fakeStaffPhones } from '../../../fakes/staff-phones.ts';
import { fakeSubscriberStore } from '../../../fakes/subscriber-store.ts';
import { fakeTextBudget } from '../../../fakes/text-budget.ts';
import { callerOf } from '../../../integration/call-api.ts';
import { editor, newsroomDeps } from '../../../samples/newsroom-deps.ts';
import { newsroom } from '../../../samples/revision.ts';
import { consent, hash, subscriber } from '../../../samples/texting.ts';
import type { Visit, Visitor } from '../browser.ts';
import { shownNewsroom } from './newsroom.ts';

/** When it is for all concerned: seven in the morning in New York, where phones still sleep. */
export const today = '2026-11-20T12:00:00.000Z';
export const keys = {
  good: `rwk_${'g'.repeat(24)}`,
  other: `rwk_${'o'.repeat(24)}`,
  operator: `rwk_${'r'.repeat(24)}`,
  partner: `rwk_${'p'.repeat(24)}`,
};

/** The ruling of the examples, as a CMS hands it in. */
export const sample: object = JSON.parse(
  readFileSync(new URL('../../../../examples/ruling.json', import.meta.url), 'utf8'),
);

export interface Call {
  readonly call: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Composing extends Visit {
  readonly calls: readonly Call[];
  readonly callsTo: (call: string) => readonly Call[];
  /** From now on: `lost` does it and answers 500, `unreachable` does it and answers nothing, `throttled` does nothing and answers 429. */
  publishing: 'answered' | 'lost' | 'unreachable' | 'throttled';
  /** Keys that open something. */
  valid: readonly string[];
  /** Whether there is a network. */
  reachable: boolean;
  /** A preflight of a draft that holds this text takes some seconds. */
  slow: string | undefined;
  readonly addStaffPhone: () => Promise<void>;
  readonly switches: ChannelSwitches;
}

const people = [
  { last: 1, zones: 'America/New_York' },
  { last: 2, zones: 'America/New_York' },
  { last: 3, zones: 'America/Chicago' },
  { last: 4, zones: 'Europe/Paris' },
] as const;

const apiOf = async (valid: () => readonly string[], staffPhones: StaffPhones, switches: ChannelSwitches) => {
  const deps = newsroomDeps();
  const subscribers = fakeSubscriberStore();
  for (const { last, zones } of people)
    await subscribers.add(subscriber({ hash: hash(last), zones }), consent({ hash: hash(last) }));
  const windowAt = quietHours(newsroom.texts);
  const forecast = {
    subscribers,
    budget: fakeTextBudget(),
    switches,
    windowAt,
    livemode: false,
  };
  const routes = [
    ...publishingRoutes(deps),
    ...schedulingRoutes(deps),
    ...readingRoutes(deps),
    ...preflightRoutes({ ...deps, ...forecast }),
    ...testSendRoutes({ ...deps, staffPhones, links: fakeShortLinks(), urgent: fakeQueue<TextWork>() }),
  ];
  const caller: Caller = { actor: editor, scopes: ['newsroom:write', 'newsroom:send'], partnerId: null };
  const others: Readonly<Record<string, Caller>> = {
    [keys.operator]: { ...caller, scopes: ['operator'] },
    [keys.partner]: { ...caller, scopes: ['partner'] },
  };
  const authenticate = async (key: string) => {
    if (!valid().includes(key)) return undefined;
    return others[key] ?? caller;
  };
  return callerOf(createApi(routes, { ...deps, authenticate }), keys.good);
};

/** A visit of the form by who has a key. */
export const openCompose = async (origin: string, visit: Visitor): Promise<Composing> => {
  const visited = await visit();
  const { page } = visited;
  const calls: Call[] = [];
  const staffPhones = fakeStaffPhones();
  const switches = fakeChannelSwitches();
  const composing: Composing = {
    ...visited,
    calls,
    callsTo: (call) => calls.filter((each) => each.call === call),
    ...{ publishing: 'answered', valid: [keys.good], reachable: true, slow: undefined },
    addStaffPhone: () => staffPhones.add({ id: 'sub_01JD4Z00000000000000000001', name: 'Sam', phone: 'sealed' }),
    switches,
  };
  const api = await apiOf(() => composing.valid, staffPhones, switches);
  const serve = async (route: Route): Promise<void> => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const call = `${request.method()} ${pathname}`;
    const headers = request.headers();
    if (!composing.reachable) return route.abort('internetdisconnected');
    calls.push({ call, headers, body: request.postDataJSON() });
    if (call === 'GET /v1/newsroom') return route.fulfill({ json: shownNewsroom });
    if (call === 'POST /v1/rulings' && composing.publishing === 'throttled')
      return route.fulfill({ status: 429, json: { message: 'Too Many Requests' } });
    const body = request.postData();
    const key = headers['authorization']?.replace('Bearer ', '') ?? null;
    const answer = await api(request.method(), `${pathname}${search}`, { key, headers, body: body ?? undefined });
    if (call === 'POST /v1/rulings' && composing.publishing === 'unreachable') return route.abort();
    if (call === 'POST /v1/rulings' && composing.publishing === 'lost')
      return route.fulfill({ status: 500, json: { title: 'Something went wrong on our side' } });
    const isSlow = composing.slow !== undefined && body?.includes(composing.slow);
    if (call === 'POST /v1/preflight' && isSlow) await setTimeout(3000);
    await route.fulfill({ status: answer.status, json: answer.body });
  };
  await page.clock.setFixedTime(today);
  await page.route((url) => url.pathname.startsWith('/v1/'), serve);
  await page.addInitScript((key) => {
    if (sessionStorage.length === 0) sessionStorage.setItem('rulingwire-newsroom-key', key);
  }, keys.good);
  await page.goto(`${origin}/desk#/new`);
  return composing;
};

/** Puts a whole draft into the form, as from a CMS. */
export const paste = async (page: Page, draft: unknown): Promise<void> => {
  await page.getByRole('button', { name: 'Paste JSON' }).click();
  await page.getByRole('textbox', { name: 'JSON' }).fill(typeof draft === 'string' ? draft : JSON.stringify(draft));
  await page.getByRole('button', { name: 'Fill the form' }).click();
};

/** The preflight has answered to what stands in the form. */
export const settled = (page: Page): Promise<void> => page.getByText('As the draft stands.').waitFor();

/** Presses the button that publishes, and confirms. */
export const publish = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
};

export const valueIn = (page: Page, label: string): Promise<string> =>
  page.getByLabel(label, { exact: true }).inputValue();

/** What is told to be wrong with a field, if anything is. */
export const errorAt = async (page: Page, label: string): Promise<string | null> => {
  const described = (await page.getByLabel(label, { exact: true }).getAttribute('aria-describedby')) ?? '';
  const id = described.split(' ').find((each) => each.endsWith('-error'));
  return id === undefined ? null : page.locator(`[id="${id}"]`).textContent();
};

/** Opens what stands behind its name. */
export const openPart = (page: Page, part: string): Promise<void> => page.locator('summary', { hasText: part }).click();
