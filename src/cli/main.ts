#!/usr/bin/env node
const commands: Record<string, { about: string; run: () => Promise<unknown> }> = {
  start: {
    about: 'run the bot with the settings of the environment or .env',
    run: () => import('../main.ts'),
  },
  sandbox: {
    about: 'a small Slack workspace and Yugabyte on this machine, with the bot in it',
    run: async () => (await import('./sandbox.ts')).runSandbox(process.env),
  },
  audit: {
    about: 'print the audit log; see audit --help',
    run: async () => (await import('./audit.ts')).runAudit(process.argv.slice(3)),
  },
  doctor: {
    about: 'look whether everything is set up; see doctor --help',
    run: async () => (await import('./doctor.ts')).runDoctor(process.argv.slice(3)),
  },
  generate: {
    about: 'write .env.example and the Slack app manifests anew',
    run: async () => (await import('./generate.ts')).writeGenerated(),
  },
};

const name = process.argv[2] ?? 'help';
const command = commands[name];
if (command) await command.run();
else {
  const lines = Object.entries(commands).map(
    ([each, { about }]) => `  peering-bot ${each.padEnd(10)} ${about}`,
  );
  const known = name === 'help' || name === '--help';
  process[known ? 'stdout' : 'stderr'].write(
    `${known ? '' : `There is no command "${name}".\n`}${lines.join('\n')}\n`,
  );
  process.exitCode = known ? 0 : 64;
}
