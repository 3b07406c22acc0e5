import * as z from 'zod';
import { ApiError, createApiClient } from './api-client.ts';
import { patiently } from './patience.ts';

const path = '/v1/operations/rebuild-feeds';

const askedSchema = z.object({ rebuild: z.object({ id: z.string() }).optional() });

/** What came of asking for a rebuild: what to tell, the rebuild if there is one, and whether the wire refused it. */
export interface RebuildAsked {
  readonly said: string;
  readonly id: string | undefined;
  readonly isRefused: boolean;
}

/** Asks for all feeds to be built anew, since an import builds none, and says how that went. Rulings are imported whether or not it went well. */
export const rebuildFeeds = async (baseUrl: string, operatorKey: string | undefined): Promise<RebuildAsked> => {
  if (operatorKey === undefined)
    return {
      ...{ id: undefined, isRefused: false },
      said: `The feeds are as they were: set RULINGWIRE_OPERATOR_KEY, or have an operator call POST ${path}`,
    };
  try {
    const api = createApiClient(baseUrl, operatorKey);
    const { rebuild } = await patiently(() => api.call('POST', path, askedSchema));
    return { said: 'The feeds are being rebuilt', id: rebuild?.id, isRefused: false };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { said: `The feeds are as they were: POST ${path}: ${error.message}`, id: undefined, isRefused: true };
  }
};
