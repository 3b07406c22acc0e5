import { createServer, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';

/** A partner whose server takes everything, unless it is told to let whoever asks next wait for its answer. */
export const startFicklePartner = async () => {
  let holding = false;
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume();
    if (holding) held.push(response);
    else response.writeHead(204).end();
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    url: `${origin}/webhooks`,
    hold: () => {
      holding = true;
    },
    /** Whether anybody waits. */
    holds: () => held.length > 0,
    /** Whoever waits gets this; whoever comes later is taken again. */
    release: (status: number) => {
      holding = false;
      for (const response of held.splice(0)) response.writeHead(status).end();
    },
    close: () => closeServer(server),
  };
};
