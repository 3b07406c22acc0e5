import { Socket } from 'node:net';
import { vi } from 'vitest';
import * as z from 'zod';

/** TCP connections of this process, at both their ends. */
export const connectionsHere = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;

const destinationSchema = z.object({ host: z.string(), port: z.number() });
const destinationOf = (argument: unknown): string | undefined => {
  const { data } = destinationSchema.safeParse(argument);
  return data && `${data.host}:${data.port}`;
};

/** Does `work`; where this process connected to meanwhile, plainly or by TLS. */
export const dialling = async (work: () => Promise<void>): Promise<string[]> => {
  const connects = vi.spyOn(Socket.prototype, 'connect');
  try {
    await work();
    return connects.mock.calls.flat(2).flatMap((argument) => destinationOf(argument) ?? []);
  } finally {
    connects.mockRestore();
  }
};
