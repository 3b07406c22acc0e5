/** A URL as RFC 3986 has it: `URL` writes it out absolute and leaves in a query what that forbids. */
export const address = (url: string): string => new URL(url).href.replace(/[\\^`{|}]/g, encodeURIComponent);
