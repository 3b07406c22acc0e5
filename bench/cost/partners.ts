import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';

/** One server for every endpoint. It takes all that comes and knows how many bytes that was, TLS aside. */
export const startPartners = async () => {
  let bytes = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders } = request;
    // of each header line, name and value are in the list, and `: ` and a line end are not
    const head = `${method} ${url} HTTP/1.1\r\n`.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 2);
    void buffer(request).then((body) => {
      bytes += head + body.length;
      requests += 1;
      response.writeHead(204).end();
    });
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    urlOf: (number: number) => `${origin}/webhooks/${number}`,
    taken: () => ({ bytes, requests }),
    close: () => closeServer(server),
  };
};
