import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import * as z from 'zod';
import type { MessageType } from '../../shared/domain/webhook-message.ts';

/** A file below `/schemas/` as partners get it. */
export const publishedFile = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../web/public/schemas/${path}`, import.meta.url), 'utf8'));

/** The published schema of a type of message, in a validator that is not ours. */
export const publishedSchema = (type: MessageType): ValidateFunction =>
  new Ajv2020({ formats: fullFormats, allErrors: true, allowUnionTypes: true }).compile(
    z.record(z.string(), z.unknown()).parse(publishedFile(`v1/${type}.json`)),
  );
