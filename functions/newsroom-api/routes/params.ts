import * as z from 'zod';
import { type Id, type IdKind, isId, type RulingId } from '../../../shared/domain/ids.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import type { ApiRequest } from '../../../shared/runtime/api/route.ts';

/** The id in the path; what is no id names nothing, so it is not found. */
export const idOf = <Kind extends IdKind>(kind: Kind, { params }: Pick<ApiRequest, 'params'>): Id<Kind> => {
  const id = params['id'] ?? '';
  if (!isId(kind, id)) throw new Problem('not-found');
  return id;
};

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
