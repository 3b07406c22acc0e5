import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';

/** What a reader asked and what it was answered. */
export interface Exchange {
  readonly path: string;
  readonly asked: IncomingHttpHeaders;
  readonly status: number;
  readonly answered: IncomingHttpHeaders;
}

/** Stands between readers and the wire, changes nothing, and records what passes. */
export const startRecordingProxy = async (origin: string) => {
  const exchanges: Exchange[] = [];
  const server = createServer((asked, answer) => {
    const { url: path = '/', method, headers } = asked;
    const onward = request(new URL(path, origin), { method, headers }, (answered) => {
      const { statusCode: status = 502, headers: told } = answered;
      exchanges.push({ path, asked: headers, status, answered: told });
      answered.pipe(answer.writeHead(status, told));
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  const url = await listenOnLoopback(server, 0);
  return {
    url,
    exchanges,
    /** What was answered last under a path. */
    last: (path: string) => exchanges.findLast((exchange) => exchange.path === path),
    close: () => closeServer(server),
  };
};
