import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';

export const deps = { links: createShortLinks(createDynamo(), setting('TEXTS_TABLE')), log: createLog('short-links') };
