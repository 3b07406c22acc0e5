/** The whole of it: the template in the embedded runtime, texts over the simulated Twilio, on one data folder. */
import { join } from 'node:path';
import { ensureBuild } from './build.ts';
import { lockDataFolder } from './data-folder.ts';
import { removeDevFile } from './dev-file.ts';
import { phonesBefore } from './phones/phones.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';
import { startTwilio } from './twilio/server.ts';
import { loadTwilioAccount } from './twilio-account.ts';

export interface WireOptions extends Pick<RuntimeOptions, 'watch' | 'fateOf' | 'movableClock'> {
  dataDir: string;
  /** Of the CDN stand-in; 0 takes a free one. */
  port: number;
  /** Another server that speaks Twilio's API; the simulated one where it is undefined. */
  twilioUrl?: string | undefined;
  /** `off`, or undefined for as the newsroom says. */
  quietHours?: string | undefined;
}

export interface Wire {
  runtime: Runtime;
  twilioUrl: string;
  close(): Promise<void>;
}

/** Builds where sources changed, and starts. Throws DataFolderInUse, BuildFailed or EADDRINUSE. */
export const startWire = async (options: WireOptions): Promise<Wire> => {
  const { dataDir, port, twilioUrl, quietHours, ...faults } = options;
  const unlock = lockDataFolder(dataDir);
  removeDevFile(dataDir);
  const account = loadTwilioAccount(dataDir);
  const twilio =
    twilioUrl === undefined ? await startTwilio({ ...account, path: join(dataDir, 'twilio') }) : { url: twilioUrl };
  const closeTwilio = async (): Promise<void> => {
    if ('close' in twilio) await twilio.close();
    unlock();
  };
  try {
    const runtime = await startRuntime({
      dataDir,
      port,
      cdkOut: ensureBuild(),
      env: {
        RULINGWIRE_TWILIO_URL: twilio.url,
        ...(quietHours === undefined ? {} : { RULINGWIRE_QUIET_HOURS: quietHours }),
      },
      secretValues: { TwilioSecret: JSON.stringify(account) },
      front: phonesBefore('simulate' in twilio ? twilio : undefined),
      ...faults,
    });
    if ('setInboundUrl' in twilio) twilio.setInboundUrl(`${runtime.baseUrl}/twilio/inbound`);
    return {
      runtime,
      twilioUrl: twilio.url,
      async close() {
        removeDevFile(dataDir);
        await runtime.close();
        await closeTwilio();
      },
    };
  } catch (cause) {
    await closeTwilio();
    throw cause;
  }
};
