import { expect, test } from 'vitest';
import { startHttp } from '../http-sender/servers.ts';
import { attempt } from './hostile-channel.ts';
import { failed } from './outcomes.ts';

/** Where a cloud's machine is told its credentials. */
const metadata = 'http://169.254.169.254/latest/meta-data/iam/security-credentials/';

test.each([301, 302, 303, 307, 308])('a %d to a private address is a failure: nobody dials that', async (status) => {
  const server = await startHttp((response) => response.writeHead(status, { location: metadata }).end('over there'));
  expect(await attempt(server, { kept: 1 })).toEqual({
    ...failed(server),
    ...{ status, error: 'redirect', answer: 'over there', kept: 1 },
  });
  expect(server.posted).toHaveLength(1);
});

test.each([301, 302, 307, 308])('a %d to another server of this machine is not followed either', async (status) => {
  const target = await startHttp();
  const server = await startHttp((response) => response.writeHead(status, { location: target.url }).end());
  expect(await attempt(server, { kept: 1 })).toEqual({
    ...failed(server),
    ...{ status, error: 'redirect', answer: '', kept: 1 },
  });
  expect([server.posted.length, target.sockets.length]).toEqual([1, 0]);
});
