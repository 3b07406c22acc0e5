import type { claimantKinds } from '../../../shared/domain/ruling.ts';
import type { Draft } from './draft.ts';
import type { Graph } from './graph.ts';
import { slugOf } from './names.ts';
import { firstAddress, firstText, isOfType, type Thing } from './thing.ts';

type Claimant = Draft['claim']['claimant'];
type Kind = (typeof claimantKinds)[number];

const maxAppearances = 50;

const organizations = [
  ...['Organization', 'NGO', 'NewsMediaOrganization', 'Corporation', 'GovernmentOrganization', 'PoliticalParty'],
  ...['EducationalOrganization', 'ResearchOrganization', 'LocalBusiness'],
];
const kindByWork: readonly (readonly [kind: Kind, types: readonly string[]])[] = [
  ['social-post', ['SocialMediaPosting', 'DiscussionForumPosting']],
  ['viral-image', ['ImageObject', 'Photograph']],
  ['video', ['VideoObject']],
  ['chain-message', ['Message', 'EmailMessage']],
];

/** Who made the claim: the first author that has a name. */
export const claimantOf = (graph: Graph, item: Thing): Claimant | null => {
  for (const author of graph.thingsOf(item, 'author')) {
    const name = firstText(author, 'name');
    if (name !== null)
      return {
        name,
        slug: slugOf(name),
        kind: kindOf(author, worksOf(graph, item)),
        title: firstText(author, 'jobTitle'),
      };
  }
  return null;
};

/** Whoever is no organization and has no type is what the claim was made in, else a person. */
const kindOf = (author: Thing, works: readonly Thing[]): Kind => {
  if (isOfType(author, ...organizations)) return 'organization';
  if (isOfType(author, 'Person')) return 'person';
  return kindByWork.find(([, types]) => works.some((work) => isOfType(work, ...types)))?.[0] ?? 'person';
};

/** Where the claim was made, the first time first; each place once, with its archived copy if it is named anywhere. */
export const appearancesOf = (graph: Graph, item: Thing): Draft['claim']['appearances'] => {
  const found = new Map<string, string | null>();
  for (const work of worksOf(graph, item)) {
    const url = firstAddress(work);
    if (url === undefined) continue;
    const archived = graph.thingsOf(work, 'archivedAt').map(firstAddress);
    found.set(url, found.get(url) ?? archived[0] ?? null);
  }
  return [...found].slice(0, maxAppearances).map(([url, archiveUrl]) => ({ url, archiveUrl }));
};

/** What the claim stood in; older markup says that of the thing reviewed itself. */
const worksOf = (graph: Graph, item: Thing): Thing[] => [
  ...graph.thingsOf(item, 'firstAppearance'),
  ...graph.thingsOf(item, 'appearance'),
  { ...item, '@id': undefined },
];
