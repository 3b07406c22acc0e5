/** `npm start`: the embedded runtime, up until it is told to end. Started by start.js. */
import { resolve } from 'node:path';
import { BuildFailed } from './build.ts';
import { DataFolderInUse } from './data-folder.ts';
import { allAsleepOnFirstRun, startSample } from './seed/sample.ts';
import { startWire } from './wire.ts';

const port = Number(process.env['PORT'] ?? 8787);
const dataDir = resolve(process.env['RULINGWIRE_DATA'] ?? '.rulingwire');

/** One line for what its user can put right; anything else is a defect and is told in full. */
const explain = (cause: unknown): unknown => {
  if (cause instanceof DataFolderInUse) return cause.message;
  if (cause instanceof BuildFailed) return `the build failed\n${cause.message}`;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'EADDRINUSE' ? `port ${port} of 127.0.0.1 is taken; set PORT to another` : cause;
};

const whereToLook = (baseUrl: string): string => `
Look around:
  ${baseUrl}/             the front page, with links to the feeds
  ${baseUrl}/texts        sign up for texts
  ${baseUrl}/phones       the simulated phones: what they got, and replies from them
  ${baseUrl}/desk         the newsroom's desk
  ${baseUrl}/partners     the partners' page
  ${baseUrl}/operations   how the wire stands
  ${dataDir}: data, logs, and dev.json with the keys: newsroom for the desk, partner, operator

Publish the next one, in another terminal:
  npx rulingwire publish examples/next-ruling.json
`;

const main = async (): Promise<void> => {
  const { RULINGWIRE_TWILIO_URL: twilioUrl, RULINGWIRE_QUIET_HOURS: asked } = process.env;
  const nobodyAwake = asked === undefined && allAsleepOnFirstRun(dataDir, Date.now());
  if (nobodyAwake) console.log('It is night at every sample phone: quiet hours are off for this first run.');
  const wire = await startWire({ dataDir, port, twilioUrl, quietHours: nobodyAwake ? 'off' : asked });
  let sample: { close(): Promise<void> } | undefined;
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await wire.close();
    await sample?.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  sample = await startSample(wire, dataDir, console.log);
  console.log(whereToLook(wire.runtime.baseUrl));
};

try {
  await main();
} catch (cause) {
  console.error('Rulingwire did not start:', explain(cause));
  process.exit(1);
}
