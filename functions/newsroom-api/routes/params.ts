import * as z from 'zod';
import { type IdKind, isId, type RulingId } from '../../../shared/domain/ids.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import type { ApiRequest } from '../../../shared/runtime/api/route.ts';

export const rulingIdOf = (request: Pick<ApiRequest, 'params'>): RulingId => idOf('ruling', request);

/** Every list takes these. A cursor is opaque: base64url of what its list made of it. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/, 'is the nextCursor of the page before')
    .transform((text) => Buffer.from(text, 'base64url').toString('utf8'))
    .optional(),
};

export const sealCursor = (cursor: string | null): string | null =>
  cursor === null ? null : Buffer.from(cursor).toString('base64url');

/** The cursor of a list that goes by id. */
export const idCursor = (kind: IdKind) =>
  pageQuery.cursor.pipe(
    z
      .string()
      .refine((text) => isId(kind, text), 'is the nextCursor of the page before')
      .optional(),
  );
