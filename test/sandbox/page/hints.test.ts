import { describe, expect, it } from 'vitest';
import { findHints } from '../../../src/sandbox/page/composer/hints.ts';

const app = {
  commands: [
    { command: '/peering', description: 'VPC peerings', usageHint: '[list | details NAME | create]' },
    { command: '/remind', description: 'Reminders', usageHint: '[what] [when]' },
  ],
  shortcuts: [{ callbackId: 'peering', name: 'Peerings', description: 'List them' }],
};
const titles = (text: string) => findHints(text, app).map((hint) => hint.title);

describe('findHints', () => {
  it('offers commands and shortcuts from the slash on', () => {
    expect(titles('/')).toEqual(['/peering', '/remind', 'Peerings']);
    expect(titles('/PEE')).toEqual(['/peering', 'Peerings']);
  });

  it('offers the forms of a command after its name', () => {
    expect(titles('/peering ')).toEqual(['/peering list', '/peering details', '/peering create']);
    expect(findHints('/peering de', app)).toMatchObject([{ completes: '/peering details ', usage: 'NAME' }]);
  });

  it('offers nothing where no form is a word, once a form is written, and in plain text', () => {
    expect(titles('/remind ')).toEqual([]);
    expect(titles('/peering details orders')).toEqual([]);
    expect(titles('see /peering')).toEqual([]);
  });
});
