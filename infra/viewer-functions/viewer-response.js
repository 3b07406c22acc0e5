/**
 * Before an answer leaves CloudFront. S3 keeps no Link header, so a feed's links come as metadata; what else S3 tells of an object is
 * nobody's business. The runtime knows ES 5.1 with const, let, arrow functions and template literals, and 10 kB.
 */
const ofStore = /^x-amz-(meta-|server-side-encryption)/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const headers = event.response.headers;
  const link = headers['x-amz-meta-link'];
  if (link !== undefined) headers.link = { value: link.value };
  if (event.request.uri.indexOf('/feeds/') === 0) headers.vary = { value: 'Accept-Encoding' };
  Object.keys(headers)
    .filter((name) => ofStore.test(name))
    .forEach((name) => {
      delete headers[name];
    });
  return event.response;
}
