import { expect, test } from 'vitest';
import { viewerAddress } from '../../shared/runtime/api/viewer-address.ts';
import { eventOf } from '../integration/call-api.ts';

const gateway = '127.0.0.1';
const addressOf = (forwarded?: string): string =>
  viewerAddress(
    eventOf('POST', '/v1/subscribers', forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, ''),
  );

test.each([
  ['what CloudFront added, before what API Gateway added', `203.0.113.7, ${gateway}`, '203.0.113.7'],
  ['never what the viewer wrote before that', `1.1.1.1, 2.2.2.2,203.0.113.7, ${gateway}`, '203.0.113.7'],
  ['of IPv6', `2001:db8::7, ${gateway}`, '2001:db8::7'],
  ['the last one where the gateway adds none', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
  ['the caller’s where nothing is forwarded', undefined, gateway],
  ['the caller’s where nobody else is named', gateway, gateway],
  ['the caller’s where what stands there is no address', `<script>, ${gateway}`, gateway],
  ['the caller’s where nothing stands there', `, ${gateway}`, gateway],
])('the address of a request is %s', (_, forwarded, expected) => {
  expect(addressOf(forwarded)).toBe(expected);
});
