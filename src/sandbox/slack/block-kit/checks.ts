/** One thing wrong with a Block Kit payload, in the shape `blocks.validate` answers with. */
export interface BlockError {
  code:
    | 'invalid_type'
    | 'unsupported_type'
    | 'missing_required_field'
    | 'invalid_additional_property'
    | 'failed_constraint'
    | 'duplicate_value';
  /** In Slack's words, e.g. "must be less than 3001 characters". */
  message: string;
  /** JSON pointer, e.g. `/blocks/0/text/text`. */
  pointer: string;
  constraint?: { type: string; expected: string[]; got: string };
}

/** Adds what is wrong with `value` to `found`; `at` is its JSON pointer. */
export type Check = (value: unknown, at: string, found: BlockError[]) => void;

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of `min` (1 when left out) to `max` characters. */
export function string(max = Number.POSITIVE_INFINITY, min = 1): Check {
  return (value, at, found) => {
    if (typeof value !== 'string') return wrongType('string', value, at, found);
    if (value.length > max) {
      fail(found, at, `must be less than ${max + 1} characters`, 'max_length', [max], value.length);
    }
    if (value.length < min) {
      fail(found, at, `must be more than ${min - 1} characters`, 'min_length', [min], value.length);
    }
  };
}

export function matching(pattern: RegExp, form: string): Check {
  return (value, at, found) => {
    if (typeof value !== 'string') return wrongType('string', value, at, found);
    if (!pattern.test(value)) fail(found, at, `must be ${form}`, 'format', [form], value);
  };
}

export const boolean: Check = (value, at, found) => {
  if (typeof value !== 'boolean') wrongType('boolean', value, at, found);
};

export function whole(min: number, max: number): Check {
  return (value, at, found) => {
    if (!Number.isInteger(value)) return wrongType('integer', value, at, found);
    if (Number(value) < min || Number(value) > max) {
      fail(found, at, `must be between ${min} and ${max}`, 'range', [min, max], value);
    }
  };
}

export const number: Check = (value, at, found) => {
  if (typeof value !== 'number') wrongType('number', value, at, found);
};

export function oneOf(...allowed: (string | number)[]): Check {
  return (value, at, found) => {
    if (!allowed.includes(value as string)) {
      fail(found, at, `must be one of: ${allowed.join(', ')}`, 'enum', allowed, value);
    }
  };
}

export function list(item: Check, max: number, min = 1): Check {
  return (value, at, found) => {
    if (!Array.isArray(value)) return wrongType('array', value, at, found);
    if (value.length > max)
      fail(found, at, `no more than ${max} items allowed`, 'max_items', [max], value.length);
    if (value.length < min)
      fail(found, at, `no fewer than ${min} items allowed`, 'min_items', [min], value.length);
    for (const [index, entry] of value.entries()) item(entry, `${at}/${index}`, found);
  };
}

interface Shape {
  required?: Record<string, Check>;
  optional?: Record<string, Check>;
  /** What concerns several fields at once; runs when the value is an object. */
  also?: (value: Json, at: string, found: BlockError[]) => void;
}

export function shape({ required = {}, optional = {}, also }: Shape): Check {
  return (value, at, found) => {
    if (!isObject(value)) return wrongType('object', value, at, found);
    for (const key of Object.keys(required)) {
      if (value[key] !== undefined) continue;
      found.push({ code: 'missing_required_field', message: `missing required field: ${key}`, pointer: at });
    }
    for (const [key, entry] of Object.entries(value)) {
      const check = required[key] ?? optional[key];
      if (entry === undefined) continue;
      if (check) check(entry, `${at}/${key}`, found);
      else {
        found.push({
          code: 'invalid_additional_property',
          message: `invalid additional property: ${key}`,
          pointer: at,
        });
      }
    }
    also?.(value, at, found);
  };
}

/** An object whose `type` picks the check; `where` says what may stand here, for the message. */
export function byType(kinds: Record<string, Check>, where: string): Check {
  return (value, at, found) => {
    if (!isObject(value)) return wrongType('object', value, at, found);
    const type = value.type;
    const check = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check) return check(value, at, found);
    if (type === undefined) {
      found.push({ code: 'missing_required_field', message: 'missing required field: type', pointer: at });
      return;
    }
    found.push({
      code: 'unsupported_type',
      message: `unsupported type: ${String(type)} in ${where}`,
      pointer: `${at}/type`,
      constraint: { type: 'enum', expected: Object.keys(kinds), got: String(type) },
    });
  };
}

export function fail(
  found: BlockError[],
  pointer: string,
  message: string,
  type: string,
  expected: readonly unknown[],
  got: unknown,
) {
  const constraint = { type, expected: expected.map(String), got: String(got) };
  found.push({ code: 'failed_constraint', message, pointer, constraint });
}

function wrongType(expected: string, value: unknown, pointer: string, found: BlockError[]) {
  const got = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  found.push({
    code: 'invalid_type',
    message: `must provide ${/^[aio]/.test(expected) ? 'an' : 'a'} ${expected}`,
    pointer,
    constraint: { type: 'type', expected: [expected], got },
  });
}
