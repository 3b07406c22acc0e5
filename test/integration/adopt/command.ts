import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../local/cli/main.ts', import.meta.url));

/** `rulingwire` in a process of its own, under way. */
export const startCommand = (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const { RULINGWIRE_URL: _, RULINGWIRE_KEY: __, RULINGWIRE_OPERATOR_KEY: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const closed = once(child, 'close');
  const ended = async () => {
    await closed;
    return { code: child.exitCode, stdout, stderr };
  };
  return { ended, output: () => stdout, stop: (signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') => void child.kill(signal) };
};

/** Runs `rulingwire adopt`, as fast as the site answers unless `args` says otherwise. */
export const adopt = (wire: { readonly env: Readonly<Record<string, string>> }, ...args: readonly string[]) =>
  startCommand(['adopt', '--pace', '1000', ...args], wire.env).ended();
