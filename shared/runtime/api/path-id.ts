import { type Id, type IdKind, isId } from '../../domain/ids.ts';
import { Problem } from './problem.ts';
import type { ApiRequest } from './route.ts';

/** The id in the path; what is no id names nothing, so it is not found. */
export const idOf = <Kind extends IdKind>(kind: Kind, { params }: Pick<ApiRequest, 'params'>): Id<Kind> => {
  const id = params['id'] ?? '';
  if (!isId(kind, id)) throw new Problem('not-found');
  return id;
};
