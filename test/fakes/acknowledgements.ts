import type { Acknowledgement, Acknowledgements } from '../../shared/ports/acknowledgements.ts';

export const fakeAcknowledgements = (): Acknowledgements => {
  const rows = new Map<string, Acknowledgement>();
  const nameOf = ({ partnerId, rulingId }: Pick<Acknowledgement, 'partnerId' | 'rulingId'>) =>
    `${partnerId}#${rulingId}`;
  return {
    take: async (acknowledgement) => {
      const standing = rows.get(nameOf(acknowledgement));
      const { revision, republishedUrl } = acknowledgement;
      const newer = standing === undefined || revision > standing.revision;
      if (newer || (revision === standing.revision && republishedUrl !== null))
        rows.set(nameOf(acknowledgement), {
          ...acknowledgement,
          republishedUrl: republishedUrl ?? standing?.republishedUrl ?? null,
        });
      return structuredClone(rows.get(nameOf(acknowledgement)) ?? acknowledgement);
    },
    of: async (rulingId, partnerIds) =>
      structuredClone(partnerIds.flatMap((partnerId) => rows.get(nameOf({ partnerId, rulingId })) ?? [])),
    by: async (partnerId, rulingIds) =>
      structuredClone(rulingIds.flatMap((rulingId) => rows.get(nameOf({ partnerId, rulingId })) ?? [])),
  };
};
