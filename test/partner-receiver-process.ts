import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

const main = fileURLToPath(new URL('../examples/partner-receiver/main.ts', import.meta.url));

/** The example receiver of the repository in a process of its own, as a partner runs it. */
export const spawnReceiver = (env: Readonly<Record<string, string>>) => {
  const { RULINGWIRE_URL: _, RULINGWIRE_KEY: __, WEBHOOK_SECRET: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [main], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const closed = once(child, 'close');
  const url = () => /^Listening on (\S+)$/m.exec(stdout)?.[1];
  return {
    lines: () => stdout.split('\n').filter((line) => line !== ''),
    async ready(): Promise<string> {
      await waitFor(() => url() !== undefined || child.exitCode !== null);
      const ready = url();
      if (ready === undefined) throw new Error(`the receiver ended: ${stderr}`);
      return ready;
    },
    async ended() {
      await closed;
      return { code: child.exitCode, stdout, stderr };
    },
    /** SIGKILL: it gets no chance to do anything. */
    async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
      child.kill(signal);
      await closed;
    },
  };
};
export type ReceiverProcess = ReturnType<typeof spawnReceiver>;
