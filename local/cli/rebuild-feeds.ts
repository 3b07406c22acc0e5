import * as z from 'zod';
import { ApiError, createApiClient } from './api-client.ts';

const path = '/v1/operations/rebuild-feeds';

const askedSchema = z.object({ rebuild: z.object({ id: z.string() }).optional() });

/** What came of asking for a rebuild: what to tell, and the rebuild if there is one. */
export interface RebuildAsked {
  readonly said: string;
  readonly id: string | undefined;
}

/** Asks for all feeds to be built anew, since an import builds none, and says how that went. Rulings are imported whether or not it went well. */
export const askForRebuild = async (baseUrl: string, operatorKey: string | undefined): Promise<RebuildAsked> => {
  if (operatorKey === undefined)
    return {
      ...{ id: undefined },
      said: `The feeds are as they were: set RULINGWIRE_OPERATOR_KEY, or have an operator call POST ${path}`,
    };
  try {
    const { rebuild } = await createApiClient(baseUrl, operatorKey).call('POST', path, askedSchema);
    return { said: 'The feeds are being rebuilt', id: rebuild?.id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { said: `The feeds are as they were: POST ${path}: ${error.message}`, id: undefined };
  }
};

/** The same for whoever does not wait for the end. */
export const rebuildFeeds = async (baseUrl: string, operatorKey: string | undefined): Promise<string> =>
  (await askForRebuild(baseUrl, operatorKey)).said;
