/** CloudFront Functions on the viewer's request, as far as they change its path. */
import { Script } from 'node:vm';
import * as z from 'zod';
import type { Resources } from '../template/resources.ts';

const schema = z.object({ FunctionCode: z.string() });
const requestSchema = z.object({ uri: z.string() });

/** CloudFront gives a function 1 ms of CPU; this is for an endless loop. */
const TIMEOUT_MS = 100;

/** By the logical id: the path that it makes of a path. Throws when it answers anything but a request. */
export const readViewerFunctions = (resources: Resources): Map<string, (path: string) => string> =>
  new Map(
    resources.ofType('AWS::CloudFront::Function').map(({ logicalId, properties }) => {
      const script = new Script(`${schema.parse(properties()).FunctionCode}\n;handler({ request })`);
      const rewrite = (uri: string): string => {
        const request = { method: 'GET', uri, querystring: {}, headers: {}, cookies: {} };
        return requestSchema.parse(script.runInNewContext({ request }, { timeout: TIMEOUT_MS })).uri;
      };
      return [logicalId, rewrite];
    }),
  );
