/**
 * Before CloudFront looks into its cache. S3 gets exactly the path that is asked for and knows no directory indexes; and CloudFront
 * compresses neither Atom nor JSON Feed, so whoever takes gzip gets the copy that lies beside such a file.
 * The runtime knows ES 5.1 with const, let, arrow functions and template literals, and 10 kB.
 */
/** Pages that are asked for without a slash at the end: in a text it would cost a character, and people do not type it. */
const pages = ['/texts', '/preferences', '/desk', '/partners', '/operations', '/corrections'];
/** Those that are made for each year. */
const yearly = /^\/corrections\/\d{4}$/;

const copied = /^\/feeds\/(.+\/)?(atom\.xml|feed\.json)$/;

/** The weight of a coding in Accept-Encoding, or undefined where it is not named: RFC 9110, section 12.5.3. */
const weightOf = (accepted, coding) => {
  const named = accepted
    .toLowerCase()
    .split(',')
    .map((item) => item.trim().split(/\s*;\s*/))
    .filter((item) => item[0] === coding)[0];
  if (named === undefined) return undefined;
  const weight = named.filter((part) => part.indexOf('q=') === 0)[0];
  return weight === undefined ? 1 : Number(weight.slice(2));
};

const takesGzip = (header) => {
  if (header === undefined) return false;
  const weight = weightOf(header.value, 'gzip');
  return (weight === undefined ? weightOf(header.value, '*') : weight) > 0;
};

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (pages.indexOf(request.uri) !== -1 || yearly.test(request.uri)) request.uri += '/index.html';
  if (copied.test(request.uri) && takesGzip(request.headers['accept-encoding'])) request.uri += '.gz';
  return request;
}
