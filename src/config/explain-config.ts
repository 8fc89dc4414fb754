import type { ConfigProblem } from './load-config.ts';

/** What `npm start` prints when it cannot start with the settings it found. */
export function explainConfig(problems: ConfigProblem[], nothingSet: boolean): string {
  const heading = nothingSet
    ? [
        'Peering Bot has no settings yet.',
        '',
        'To try it without any account:   npm run sandbox',
        'To run it in your workspace:     cp .env.example .env, fill it in, npm start',
        '',
        'Needed at least:',
      ]
    : ['Peering Bot cannot start with these settings:'];
  const lines = problems.flatMap((problem) => [
    '',
    `  ${problem.key}`,
    `    found    ${problem.found}`,
    `    must be  ${problem.allowed}`,
    `    mend     ${problem.mend}`,
  ]);
  return [...heading, ...lines, ''].join('\n');
}
