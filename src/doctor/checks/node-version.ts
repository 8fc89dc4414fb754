import { type Check, ok, problem } from '../check.ts';

/** As in package.json. */
const needed = { major: 20, minor: 19 };

/** `version`: as in `process.versions.node`. */
export function checkNodeVersion(version: string): Check {
  return {
    name: 'Node.js',
    async run() {
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major > needed.major || (major === needed.major && minor >= needed.minor))
        return ok(`Node.js ${version} runs here.`);
      return problem(
        `Node.js ${version} runs here; the bot needs ${needed.major}.${needed.minor} or newer.`,
        'Install Node.js 24, 22, or the newest 20.',
      );
    },
  };
}
