import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import { credentials, messagingServiceSid, startReceiver, startSimulation, temporaryFolder } from './twilio-harness.ts';

const SERVER = new URL('../../local/twilio/server.ts', import.meta.url).href;

/** The simulation in a process of its own, so that it can be killed. */
const startProcess = async (path: string) => {
  const options = JSON.stringify({ path, ...credentials, stepMs: 2 });
  const script = `import { startTwilio } from '${SERVER}'; console.log((await startTwilio(${options})).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { child, url: String(line).trim() };
};

test('killed under load: what was accepted is there, goes its way and is told of to the end', async () => {
  const folder = await temporaryFolder();
  const receiver = await startReceiver();
  const { child, url } = await startProcess(folder.path);
  const sender = createTextSender({ baseUrl: url, ...credentials, messagingServiceSid });
  const accepted: string[] = [];
  let killed = false;
  const sendUntilKilled = async (): Promise<void> => {
    while (!killed) {
      const to = `+1202555${String(accepted.length % 10_000).padStart(4, '0')}`;
      const statusCallback = `${receiver.url}/status`;
      const outcome = await sender.send({ to, body: 'hi', statusCallback, validitySeconds: 60 });
      if (outcome.kind === 'accepted') accepted.push(outcome.sid);
    }
  };
  const senders = Array.from({ length: 10 }, sendUntilKilled);
  await receiver.until(({ length }) => length > 100);
  receiver.answerWith(() => undefined);
  const held = receiver.received.length;
  await receiver.until(({ length }) => length > held + 10);
  child.kill('SIGKILL');
  await once(child, 'exit');
  killed = true;
  await Promise.all(senders);
  expect(accepted.length).toBeGreaterThan(0);

  receiver.answerWith(() => ({ status: 204 }));
  const beforeRestart = receiver.received.length;
  const twilio = await startSimulation(folder.path);
  const stored: { sid: string }[] = JSON.parse((await twilio.call('GET', '/_sim/messages')).body);
  const sids = stored.map(({ sid }) => sid);
  expect(sids).toEqual(expect.arrayContaining(accepted));
  expect(new Set(sids).size).toBe(sids.length);

  await receiver.until((received) => {
    const told = new Set(received.map(({ params }) => `${params['MessageSid']} ${params['MessageStatus']}`));
    return sids.every((sid) => ['queued', 'sending', 'sent', 'delivered'].every((each) => told.has(`${sid} ${each}`)));
  });
  // Those that were on their way when it died were not answered, so they came again.
  const of = ({ params }: (typeof receiver.received)[number]) => `${params['MessageSid']} ${params['MessageStatus']}`;
  const unanswered = receiver.received.slice(held, beforeRestart).map(of);
  expect(unanswered.length).toBeGreaterThan(10);
  // all that is new may have been told before all of these were told again
  await receiver.until((received) => {
    const after = new Set(received.slice(beforeRestart).map(of));
    return unanswered.every((each) => after.has(each));
  });
  await twilio.close();
  await receiver.close();
  await folder.remove();
});
