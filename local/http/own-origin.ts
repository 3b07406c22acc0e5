import type { IncomingHttpHeaders } from 'node:http';

/** What a server on this machine is called by who means it: another name that leads here is somebody else's, who would read along. */
const names = ['127.0.0.1', 'localhost'];

/**
 * Whether a request comes from a page of the server's own, or from no page at all, as a command line's does. Browsers say with each
 * request to this machine which site asks (Sec-Fetch-Site), and with each that may change something from which origin.
 */
export const isFromOwnOrigin = (headers: IncomingHttpHeaders, port: number): boolean => {
  const { host = '', origin, 'sec-fetch-site': site = 'none' } = headers;
  return (
    names.some((name) => host === `${name}:${port}`) &&
    (origin === undefined || origin === `http://${host}`) &&
    ['same-origin', 'none'].includes(String(site))
  );
};
