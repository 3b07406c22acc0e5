import type * as z from 'zod';
import type { rulingDraftSchema } from '../../../shared/domain/ruling.ts';

/** A ruling as the wire takes it, with every field that a page may speak of. */
export type Draft = z.input<ReturnType<typeof rulingDraftSchema>> & { readonly externalId: string };
