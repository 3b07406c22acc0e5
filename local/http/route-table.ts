/** HTTP API's routing: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */

export interface Route<Target> {
  /** `GET /v1/rulings/{id}`, `ANY /{proxy+}` or `$default`. */
  key: string;
  target: Target;
}

export interface RouteMatch<Target> extends Route<Target> {
  /** Decoded. */
  pathParameters: Readonly<Record<string, string>>;
}

/** The route that takes what no other does. */
const DEFAULT = '$default';

/** Of a segment: a literal is more specific than a variable, and a variable than a greedy one. */
const rank = (segment: string): number => (/^\{.+\+\}$/.test(segment) ? 2 : /^\{.+\}$/.test(segment) ? 1 : 0);

const parse = (key: string): { method: string; segments: string[] } => {
  if (key === DEFAULT) return { method: 'ANY', segments: [] };
  const [method = '', path = ''] = key.split(' ');
  return { method, segments: path.split('/').slice(1) };
};

const compare = (a: Route<unknown>, b: Route<unknown>): number => {
  if (a.key === DEFAULT || b.key === DEFAULT) return a.key === DEFAULT ? 1 : -1;
  const left = parse(a.key);
  const right = parse(b.key);
  for (let index = 0; index < Math.max(left.segments.length, right.segments.length); index += 1) {
    const difference = rank(left.segments[index] ?? '{end+}') - rank(right.segments[index] ?? '{end+}');
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
};

const matchSegments = (pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined => {
  const greedy = rank(pattern.at(-1) ?? '') === 2;
  if (greedy ? path.length < pattern.length : path.length !== pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = rank(segment) === 2 ? path.slice(index).join('/') : (path[index] ?? '');
    if (rank(segment) === 0 ? value !== segment : value === '') return undefined;
    if (rank(segment) > 0) parameters[segment.replace(/^\{|\+?\}$/g, '')] = decodeURIComponent(value);
  }
  return parameters;
};

/** Finds the most specific route of a method and a path. The finder throws URIError where the path is badly encoded. */
export const routeTable = <Target>(routes: readonly Route<Target>[]) => {
  const ordered = [...routes].sort(compare).map((route) => ({ route, ...parse(route.key) }));
  return (method: string, path: string): RouteMatch<Target> | undefined => {
    const segments = path.split('/').slice(1);
    for (const { route, method: wanted, segments: pattern } of ordered) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const pathParameters = route.key === DEFAULT ? {} : matchSegments(pattern, segments);
      if (pathParameters !== undefined) return { ...route, pathParameters };
    }
    return undefined;
  };
};
