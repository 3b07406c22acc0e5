import * as z from 'zod';

const organization = (whose: string) =>
  z
    .object({
      '@type': z.literal('Organization').describe('Always an organization.'),
      name: z.string().describe(`Name of ${whose}.`),
      url: z.string().describe(`Address of ${whose}.`),
    })
    .describe(`Who ${whose} is.`);

const claim = z
  .object({
    '@type': z.literal('Claim').describe('What is reviewed.'),
    author: z
      .object({
        '@type': z
          .enum(['Person', 'Organization'])
          .describe('Whatever is no organization goes under a person’s or nobody’s name.'),
        name: z.string().describe('Name of the claimant.'),
        jobTitle: z.string().optional().describe('Office or occupation, where it is known.'),
      })
      .describe('Who made the claim.'),
    datePublished: z.iso.date().optional().describe('The day on which the claim was made, where it is known.'),
    appearance: z
      .array(
        z.object({
          '@type': z.literal('CreativeWork').describe('Where the claim stood.'),
          url: z.string().describe('Its address.'),
          archivedAt: z.string().optional().describe('Address of a copy, where there is one.'),
        }),
      )
      .describe('Where the claim appeared.'),
  })
  .describe('The claim that was checked.');

const rating = z
  .object({
    '@type': z.literal('Rating').describe('How the claim was rated.'),
    ratingValue: z.int().optional().describe('Only on ordered scales: the higher, the truer.'),
    bestRating: z.int().optional().describe('Only on ordered scales: the truest value of the scale.'),
    worstRating: z.int().optional().describe('Only on ordered scales: the least true value of the scale.'),
    alternateName: z.string().describe('The rating in the newsroom’s words.'),
  })
  .describe('The rating in words and, on an ordered scale, in numbers.');

/** schema.org's ClaimReview as ours has it; `claimReview` makes it. */
export const claimReviewSchema = z
  .object({
    '@context': z.literal('https://schema.org').describe('The vocabulary of JSON-LD.'),
    '@type': z.literal('ClaimReview').describe('The type in that vocabulary.'),
    url: z.string().describe('Address of the ruling on the newsroom’s site.'),
    datePublished: z.iso.datetime().describe('When the ruling was first published.'),
    dateModified: z.iso.datetime().describe('The last change of substance.'),
    inLanguage: z.string().describe('Language of the ruling, a tag of BCP 47.'),
    author: organization('the newsroom'),
    claimReviewed: z.string().describe('The claim in the words that were checked.'),
    itemReviewed: claim,
    reviewRating: rating,
  })
  .meta({ id: 'ClaimReview', description: 'schema.org’s ClaimReview in JSON-LD, ready for a page’s markup.' });
export type ClaimReview = z.output<typeof claimReviewSchema>;
