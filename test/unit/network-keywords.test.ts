import { expect, test } from 'vitest';
import { answeredByNetwork } from '../../shared/domain/network-keywords.ts';

test('the network answers its own keywords where they are the whole text', () => {
  for (const body of [
    'STOP',
    'stop',
    ' Stop\n',
    'STOPALL',
    'Unsubscribe',
    'cancel',
    'END',
    'quit',
    'REVOKE',
    'OPTOUT',
    'START',
    'yes',
    'UNSTOP',
    'Help',
    'INFO',
  ])
    expect(answeredByNetwork(body, undefined, 'network'), body).toBe(true);
  for (const body of ['STOP please', 'stop.', 'JOIN', 'PARAR', 'AYUDA', 'STATUS', ''])
    expect(answeredByNetwork(body, undefined, 'network'), body).toBe(false);
});

test('where keywords are ours it answers none', () => {
  for (const body of ['STOP', 'START', 'HELP']) expect(answeredByNetwork(body, undefined, 'us'), body).toBe(false);
});

test('a text that it calls a keyword it has answered', () => {
  expect(answeredByNetwork('alto', 'STOP', 'us')).toBe(true);
  expect(answeredByNetwork('alto', 'STOP', 'network')).toBe(true);
});
