import { counted } from '../../parts/numbers.ts';
import { channelWords } from './channel-words.ts';
import type { OperationsNow } from './operations.ts';

/** Something that is to be minded, with the part of the page that shows it. */
export interface Finding {
  readonly said: string;
  readonly tone: 'bad' | 'warn';
  readonly part: string;
}

/** The sweep sends what the relay left lying each minute: after two, it does not. */
const relayPatienceMs = 120_000;
/** So much overdue work and held messages are counted at most. */
export const mostCounted = 1_000;

const deadLetters = ({ queues }: OperationsNow): Finding[] =>
  queues
    .filter((queue) => queue.deadLetters > 0)
    .map(({ queue, deadLetters: count }) => ({
      said: `${counted(count, 'message', 'messages')} of ${queue} failed for good`,
      tone: 'bad',
      part: 'queues',
    }));

const relay = ({ at, relay: { behind, oldestAt } }: OperationsNow): Finding[] => {
  if (oldestAt === null || Date.parse(at) - Date.parse(oldestAt) < relayPatienceMs) return [];
  return [{ said: `${counted(behind, 'event has', 'events have')} not left the log`, tone: 'bad', part: 'log' }];
};

const overdue = ({ dueWork }: OperationsNow): Finding[] => {
  if (dueWork.overdue === 0) return [];
  const count = counted(dueWork.overdue, 'piece of work is', 'pieces of work are', mostCounted);
  return [{ said: `${count} overdue`, tone: 'bad', part: 'log' }];
};

const endpoints = ({ endpoints: { failing, disabled } }: OperationsNow): Finding[] => {
  const said = [
    failing > 0 && counted(failing, 'endpoint fails', 'endpoints fail'),
    disabled > 0 && counted(disabled, 'endpoint is disabled', 'endpoints are disabled'),
  ];
  return said.filter((each) => each !== false).map((each) => ({ said: each, tone: 'warn', part: 'endpoints' }));
};

const paused = ({ channels }: OperationsNow): Finding[] =>
  channels
    .filter((channel) => channel.paused)
    .map(({ channel }) => ({ said: `${channelWords[channel].name} are paused`, tone: 'warn', part: 'channels' }));

/** What is not as it should be, the worst first. */
export const findingsIn = (now: OperationsNow): readonly Finding[] =>
  [deadLetters, relay, overdue, paused, endpoints].flatMap((find) => find(now));
