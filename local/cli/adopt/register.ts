import type { Memory } from './memory.ts';

interface Claimed {
  readonly slug: string;
  readonly externalId: string;
  readonly claim: { readonly text: string };
}

/** Keeps two claims of a site from being taken for one: the wire skips a slug that is there, and would say nothing of the second. */
export const createRegister = (memory: Memory) => {
  const byId = new Map<string, { readonly url: string; readonly text: string }>();
  const bySlug = new Map<string, { readonly url: string; readonly externalId: string }>();
  const note = (url: string, { slug, externalId, claim }: Claimed): void => {
    byId.set(externalId, { url, text: claim.text });
    bySlug.set(slug, { url, externalId });
  };
  for (const [url, { claims }] of memory) for (const { draft } of claims) note(url, draft);

  return {
    /** The page that has this claim. */
    pageOf: (externalId: string): string | undefined => byId.get(externalId)?.url,
    /** Whether this is the page's own claim, one that another address of the same page brought already, or in the way of another. */
    enter: (url: string, draft: Claimed): 'own' | 'repeated' | { readonly reason: string } => {
      const same = byId.get(draft.externalId);
      if (same && same.url !== url)
        return same.text === draft.claim.text
          ? 'repeated'
          : { reason: `it has the address (canonical) of ${same.url}` };
      const alike = bySlug.get(draft.slug);
      if (alike && alike.externalId !== draft.externalId) return { reason: `its slug is that of ${alike.url}` };
      note(url, draft);
      return 'own';
    },
  };
};
export type Register = ReturnType<typeof createRegister>;
