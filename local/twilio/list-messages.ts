import * as z from 'zod';
import { badParameter } from './api-error.ts';
import { API_VERSION, type Message, messageResource, messageSchema } from './message.ts';
import type { State } from './state.ts';

const DAY_MS = 86_400_000;

/** A day as `2026-11-24`, or a second as `2026-11-24T12:00:00Z`: from when on, and until before when. */
const periodOf = (name: string, value: string): { from: number; until: number } => {
  const from = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(from)) throw badParameter(`Parameter '${name}' is not a date`);
  return { from, until: from + (value.length === 10 ? DAY_MS : 1_000) };
};

const numberOf = (query: URLSearchParams, name: string, least: number, most: number, otherwise: number): number => {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most) {
    throw badParameter(`Parameter '${name}' must be ${least} to ${most}`);
  }
  return Number(value);
};

type Conditions = [condition: string, value: string | number][];

const FILTERS: Readonly<Record<string, (value: string) => Conditions>> = {
  To: (value) => [['recipient = ?', value]],
  From: (value) => [['sender = ?', value]],
  DateSent: (value) => [
    ['sentAt >= ?', periodOf('DateSent', value).from],
    ['sentAt < ?', periodOf('DateSent', value).until],
  ],
  'DateSent>': (value) => [['sentAt >= ?', periodOf('DateSent>', value).from]],
  'DateSent<': (value) => [['sentAt < ?', periodOf('DateSent<', value).until]],
};
const PAGING = ['PageSize', 'Page', 'PageToken'];

/** `PA<sid>`: what comes after this message; `PB<sid>`: the page before it. */
const placeOf = (state: State, token: string): { backwards: boolean; seq: number } => {
  const place = /^P[AB]/.test(token) ? state.messages.find(token.slice(2)) : undefined;
  if (place === undefined) throw badParameter("Parameter 'PageToken' is not valid");
  return { backwards: token.startsWith('PB'), seq: place.seq };
};

const conditionsOf = (query: URLSearchParams): Conditions => {
  const conditions: Conditions = [];
  for (const [name, value] of query) {
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (filter === undefined && !PAGING.includes(name)) throw badParameter(`Unknown parameter '${name}'`);
    if (query.getAll(name).length > 1) throw badParameter(`Parameter '${name}' is given more than once`);
    if (filter !== undefined) conditions.push(...filter(value));
  }
  return conditions;
};

/** One row more than the page tells whether there is another. */
const readPage = (state: State, query: URLSearchParams, size: number): { page: Message[]; more: boolean } => {
  const conditions = conditionsOf(query);
  const token = query.get('PageToken');
  const { backwards, seq } = token === null ? { backwards: false, seq: undefined } : placeOf(state, token);
  if (seq !== undefined) conditions.push([backwards ? 'seq > ?' : 'seq < ?', seq]);
  const where = conditions.map(([condition]) => condition).join(' AND ') || 'TRUE';
  const statement = `SELECT * FROM messages WHERE ${where} ORDER BY seq ${backwards ? 'ASC' : 'DESC'} LIMIT ?`;
  const rows = state.sql.prepare(statement).all(...conditions.map(([, value]) => value), size + 1);
  const page = z.array(messageSchema).parse(rows.slice(0, size));
  return backwards ? { page: page.reverse(), more: true } : { page, more: rows.length > size };
};

/** GET /Messages.json: newest first, with Twilio's paging fields. */
export const listMessages = (state: State, accountSid: string, query: URLSearchParams) => {
  const size = numberOf(query, 'PageSize', 1, 1_000, 50);
  const number = numberOf(query, 'Page', 0, 1_000_000, 0);
  const { page, more } = readPage(state, query, size);
  const path = `/${API_VERSION}/Accounts/${accountSid}/Messages.json`;
  const uriOf = (toPage: number, token?: string): string => {
    const filters = [...query].filter(([name]) => !PAGING.includes(name));
    const next = new URLSearchParams([...filters, ['PageSize', String(size)], ['Page', String(toPage)]]);
    if (token !== undefined) next.append('PageToken', token);
    return `${path}?${next}`;
  };
  const first = page[0];
  const last = page.at(-1);
  return {
    first_page_uri: uriOf(0),
    next_page_uri: more && last ? uriOf(number + 1, `PA${last.sid}`) : null,
    previous_page_uri: number > 0 && first ? uriOf(number - 1, `PB${first.sid}`) : null,
    uri: uriOf(number, query.get('PageToken') ?? undefined),
    page: number,
    page_size: size,
    start: number * size,
    end: number * size + Math.max(0, page.length - 1),
    messages: page.map((message) => messageResource(accountSid, message)),
  };
};
