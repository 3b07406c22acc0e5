/** CloudFront's response headers policies: headers that it adds to what an origin answers, and that win over the origin's. */
import * as z from 'zod';
import type { Resources } from '../template/resources.ts';

const value = z.coerce.string();
const Override = z.literal(true);
const schema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CorsConfig: z
      .object({ AccessControlAllowOrigins: z.object({ Items: z.tuple([z.literal('*')]) }), OriginOverride: Override })
      .optional(),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override })) })
      .optional(),
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: value, Override }).optional(),
        ContentTypeOptions: z.object({ Override }).optional(),
        FrameOptions: z.object({ FrameOption: value, Override }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: value, Override }).optional(),
      })
      .optional(),
  }),
});

/** Strict-Transport-Security is left out: this origin speaks plain HTTP, where browsers have to ignore it. */
const headersOf = ({ ResponseHeadersPolicyConfig: config }: z.infer<typeof schema>): Record<string, string> => {
  const { CorsConfig, CustomHeadersConfig, SecurityHeadersConfig: security } = config;
  const named = {
    'access-control-allow-origin': CorsConfig && '*',
    'content-security-policy': security?.ContentSecurityPolicy?.ContentSecurityPolicy,
    'referrer-policy': security?.ReferrerPolicy?.ReferrerPolicy,
    'x-content-type-options': security?.ContentTypeOptions && 'nosniff',
    'x-frame-options': security?.FrameOptions?.FrameOption,
  };
  const custom = CustomHeadersConfig?.Items ?? [];
  const set = Object.entries(named).flatMap(([name, each]) => (each === undefined ? [] : [[name, each] as const]));
  return Object.fromEntries([...set, ...custom.map(({ Header, Value }) => [Header.toLowerCase(), Value] as const)]);
};

/** By the policy's name: the headers that it adds. */
export const readResponseHeaders = (resources: Resources): Map<string, Record<string, string>> =>
  new Map(
    resources
      .ofType('AWS::CloudFront::ResponseHeadersPolicy')
      .map(({ name, properties }) => [name, headersOf(schema.parse(properties()))]),
  );
