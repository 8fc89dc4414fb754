import type { Route } from './http.ts';

/** The route with its params; the methods that the path takes; `undefined` when no route has that path. */
export function findRoute(routes: Route[], method: string, path: string) {
  const parts = path.split('/');
  const methods: string[] = [];
  for (const route of routes) {
    const params = match(route.path.split('/'), parts);
    if (!params) continue;
    if (route.method === method || (method === 'HEAD' && route.method === 'GET')) return { route, params };
    methods.push(route.method);
  }
  return methods.length > 0 ? [...new Set(methods)] : undefined;
}

function match(pattern: string[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    if (expected.startsWith('*')) {
      params[expected.slice(1)] = decode(parts.slice(index).join('/'));
      return params;
    }
    const part = parts[index];
    if (part === undefined) return undefined;
    if (expected.startsWith(':') && part !== '') params[expected.slice(1)] = decode(part);
    else if (expected !== part) return undefined;
  }
  return pattern.length === parts.length ? params : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
