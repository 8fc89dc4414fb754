import type { FieldProblem } from '../create-form.ts';
import { freeName, LONGEST_NAME, tidyName } from '../suggest-name.ts';

/** Letters, digits, space, dot, underscore and hyphen; a letter or digit first and last; at most 64. */
export function checkName(typed: string, takenNames: string[]): FieldProblem[] {
  const name = typed.trim();
  if (name === '') return problem('Enter a name.');
  if (name.length > LONGEST_NAME) {
    return problem(
      `A name has at most ${LONGEST_NAME} characters; this one has ${name.length}.`,
      tidyName(name),
    );
  }
  const odd = /[^A-Za-z0-9._ -]/u.exec(name)?.[0];
  if (odd !== undefined) {
    return problem(
      `A name is made of letters a to z, digits, spaces, dots, underscores and hyphens; ${sayCharacter(odd)} cannot be in it.`,
      tidyName(name),
    );
  }
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$|^[A-Za-z0-9]$/.test(name) || name.includes('  ')) {
    return problem(
      'A name starts and ends with a letter or digit and has single spaces only.',
      tidyName(name),
    );
  }
  const free = freeName(name, takenNames);
  return free === name ? [] : problem(`There is a peering named ${name} already.`, free);
}

function sayCharacter(character: string): string {
  if (/\p{Cc}|\p{Zl}|\p{Zp}|\p{Cf}/u.test(character)) return 'a control character';
  return /\p{Extended_Pictographic}/u.test(character) ? 'an emoji' : `"${character}"`;
}

function problem(sentence: string, suggestion?: string): FieldProblem[] {
  return [{ field: 'name', sentence, ...(suggestion && { suggestion }) }];
}
