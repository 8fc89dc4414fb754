import { parseAst } from 'vitest/node';

export interface SourceImport {
  /** As written; `(computed)` where it is no plain text. */
  from: string;
  /** `type` imports are gone when the code runs, `dynamic` ones are loaded on demand. */
  kind: 'static' | 'type' | 'dynamic';
  line: number;
}

/** Something of the outside world that the code takes by itself, e.g. `Date.now`, `new Date()`, `process`. */
export interface OutsideUse {
  what: string;
  line: number;
}

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** What a TypeScript source imports, in every form that there is, and what it takes from the outside world. */
export function readSource(path: string, code: string): { imports: SourceImport[]; outside: OutsideUse[] } {
  const imports: SourceImport[] = [];
  const outside: OutsideUse[] = [];
  const lineOf = (node: Node) => code.slice(0, node.start).split('\n').length;

  function visit(node: Node, parent: Node | undefined, field: string): void {
    const imported = importOf(node);
    if (imported) imports.push({ ...imported, line: lineOf(node) });
    const what = outsideOf(node, parent, field);
    if (what) outside.push({ what, line: lineOf(node) });
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) visit(child, node, name);
      }
    }
  }

  const program: unknown = parseAst(code, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path);
  if (isNode(program)) visit(program, undefined, '');
  return { imports, outside };
}

function importOf(node: Node): Omit<SourceImport, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { from: textOf(node.source), kind: node.importKind === 'type' ? 'type' : 'static' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source
        ? { from: textOf(node.source), kind: node.exportKind === 'type' ? 'type' : 'static' }
        : undefined;
    case 'TSImportType':
      return { from: textOf(node.source), kind: 'type' };
    case 'ImportExpression':
      return { from: textOf(node.source), kind: 'dynamic' };
    case 'CallExpression':
      return nameOf(node.callee) === 'require' && Array.isArray(node.arguments)
        ? { from: textOf(node.arguments[0]), kind: 'dynamic' }
        : undefined;
    default:
      return undefined;
  }
}

const outsideNames = new Set([
  'process',
  'globalThis',
  'global',
  'performance',
  'console',
  'fetch',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

function outsideOf(node: Node, parent: Node | undefined, field: string): string | undefined {
  if (node.type === 'MemberExpression') {
    const name = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return name === 'Date.now' || name === 'Math.random' ? name : undefined;
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const bare =
      nameOf(node.callee) === 'Date' && Array.isArray(node.arguments) && node.arguments.length === 0;
    return bare ? 'new Date()' : undefined;
  }
  const isOwnName =
    (parent?.type === 'MemberExpression' && field === 'property' && parent.computed !== true) ||
    (field === 'key' && parent?.computed !== true) ||
    parent?.type.startsWith('TS');
  const name = nameOf(node);
  return name && outsideNames.has(name) && !isOwnName ? name : undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}

function textOf(node: unknown): string {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : '(computed)';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
