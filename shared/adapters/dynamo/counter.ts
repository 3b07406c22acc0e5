import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Key } from './table.ts';

/**
 * An update that adds to the number `name` of a row; answers what it is afterwards, undefined where the update's condition did not hold.
 */
export const counted = async (
  client: DynamoDBDocumentClient,
  { pk, sk }: Key,
  name: string,
  update: Omit<UpdateCommandInput, 'Key' | 'ReturnValues'>,
): Promise<number | undefined> => {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({ ...update, Key: { pk, sk }, ReturnValues: 'UPDATED_NEW' }),
    );
    return z.int().parse(Attributes?.[name]);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
