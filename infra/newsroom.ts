import { join } from 'node:path';

/** The newsroom's own settings: `newsroom.json`, or the file that `RULINGWIRE_NEWSROOM` names. */
export const newsroomFile = (): string =>
  process.env['RULINGWIRE_NEWSROOM'] ?? join(import.meta.dirname, '..', 'newsroom.json');
