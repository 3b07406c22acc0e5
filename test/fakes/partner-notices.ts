import type { PartnerNotice, PartnerNotices } from '../../shared/ports/partner-notices.ts';

/** Keeps what it was told. */
export const fakePartnerNotices = (): PartnerNotices & { readonly told: PartnerNotice[] } => {
  const told: PartnerNotice[] = [];
  return {
    told,
    tell: async (notice) => {
      told.push(structuredClone(notice));
    },
  };
};
