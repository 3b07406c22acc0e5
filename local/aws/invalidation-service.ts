/**
 * CloudFront's API, as far as invalidations: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html
 * The CDN stand-in keeps no copies, so each is done as soon as it is asked for; they are remembered until the runtime ends.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseXml, type XmlDocument, XmlElement } from '@rgrove/parse-xml';
import { closeServer, listenOnLoopback } from '../http/listen.ts';
import { invalidationCalls } from './calls/invalidation-calls.ts';
import { ServiceError } from './json-server.ts';
import { AccessDenied, createPermissions, type Permissions } from './permissions.ts';

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** Paths that a distribution works on at once: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html */
const MOST_WILDCARDS = 15;
const MOST_PATHS = 3_000;

export interface Invalidation {
  readonly id: string;
  readonly distributionId: string;
  readonly paths: readonly string[];
  readonly callerReference: string;
}

export interface InvalidationService {
  url: string;
  /** Makes a distribution known. */
  addDistribution(id: string): void;
  /** What was asked for, in order; a request that came again stands once. */
  invalidations(): readonly Invalidation[];
  close(): Promise<void>;
}

type Batch = Pick<Invalidation, 'paths' | 'callerReference'>;

const inside = (element: XmlElement | XmlDocument, name: string): XmlElement[] =>
  element.children.filter((child) => child instanceof XmlElement).filter((child) => child.name === name);

const readDocument = (body: string): XmlDocument => {
  try {
    return parseXml(body);
  } catch (cause) {
    throw new ServiceError('MalformedXML', cause instanceof Error ? cause.message : 'not XML');
  }
};

const readBatch = (body: string): Batch => {
  const [batch] = inside(readDocument(body), 'InvalidationBatch');
  const [paths] = batch === undefined ? [] : inside(batch, 'Paths');
  const [reference] = batch === undefined ? [] : inside(batch, 'CallerReference');
  if (batch?.attributes['xmlns'] !== namespace || paths === undefined || reference === undefined)
    throw new ServiceError('MalformedXML', 'not an InvalidationBatch');
  const found = inside(paths, 'Items').flatMap((items) => inside(items, 'Path').map((path) => path.text));
  if (inside(paths, 'Quantity')[0]?.text !== String(found.length))
    throw new ServiceError('InconsistentQuantities', 'Quantity is not the number of paths');
  if (found.some((path) => !/^\/[\x21-\x7e]*$/.test(path)))
    throw new ServiceError('InvalidArgument', 'a path begins with a slash and is URL-encoded');
  const wildcards = found.filter((path) => path.endsWith('*')).length;
  if (wildcards > MOST_WILDCARDS || found.length > MOST_PATHS)
    throw new ServiceError('TooManyInvalidationsInProgress', 'more paths than can be in progress');
  return { paths: found, callerReference: reference.text };
};

const invalidationXml = ({ id, paths, callerReference }: Invalidation): string =>
  `<Invalidation xmlns="${namespace}"><Id>${id}</Id><Status>Completed</Status><CreateTime>${new Date().toISOString()}</CreateTime><InvalidationBatch><Paths><Quantity>${paths.length}</Quantity></Paths><CallerReference>${callerReference}</CallerReference></InvalidationBatch></Invalidation>`;

const refusalOf = (cause: unknown): { status: number; code: string } => {
  if (cause instanceof AccessDenied) return { status: 403, code: 'AccessDenied' };
  return cause instanceof ServiceError ? cause : { status: 500, code: 'InternalFailure' };
};

/** Serves it on a free port of 127.0.0.1, to everyone where no permissions are given. */
export const startInvalidationService = async (
  permissions: Permissions = createPermissions(),
): Promise<InvalidationService> => {
  const distributions = new Set<string>();
  const done = new Map<string, Invalidation>();

  const create = (distributionId: string, body: string): Invalidation => {
    if (!distributions.has(distributionId)) throw new ServiceError('NoSuchDistribution', distributionId, 404);
    const batch = readBatch(body);
    const before = done.get(`${distributionId} ${batch.callerReference}`);
    if (before === undefined) {
      const made = { id: randomUUID(), distributionId, ...batch };
      done.set(`${distributionId} ${batch.callerReference}`, made);
      return made;
    }
    if (before.paths.join() === batch.paths.join()) return before;
    throw new ServiceError('InvalidationBatchAlreadyExists', 'the reference stands for other paths');
  };

  const answer = async (request: IncomingMessage): Promise<string> => {
    const id = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || id === undefined)
      throw new ServiceError('UnknownOperation', `${request.method} ${request.url} is not simulated`, 404);
    const body = await text(request);
    const act = () => invalidationXml(create(id, body));
    return permissions.admit(request.headers.authorization, () => invalidationCalls(id), body, act);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const xml = await answer(request);
      response.writeHead(201, { 'content-type': 'text/xml' }).end(xml);
    } catch (cause) {
      const { status, code } = refusalOf(cause);
      const error = `<Error><Type>Sender</Type><Code>${code}</Code></Error>`;
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(`<ErrorResponse xmlns="${namespace}">${error}</ErrorResponse>`);
    }
  };

  const server = createServer((request, response) => void handle(request, response));
  const url = await listenOnLoopback(server, 0);
  return {
    url,
    addDistribution: (id) => void distributions.add(id),
    invalidations: () => [...done.values()],
    close: () => closeServer(server),
  };
};
