import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { actionIds, command, shortcutIds, viewIds } from '../../src/slack/ids.ts';
import { generateManifests, scopes } from '../../src/slack/manifest.ts';
import { needs } from '../skip.ts';

const files = generateManifests();
const socket = JSON.parse(files['manifests/slack-app.socket.json'] ?? '');
const http = JSON.parse(files['manifests/slack-app.http.json'] ?? '');

test.each(Object.entries(files))('%s is what the code generates', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

const schema = '../shared/schemas/slack-manifest.2.0.0.schema.json';
const found = needs(
  "Slack's manifest schema",
  existsSync(schema),
  `put schemas/manifest.schema.2.0.0.json of slackapi/manifest-schema at ${schema}`,
);
describe.skipIf(!found)('the official schema accepts', () => {
  test.each([
    ['socket', socket],
    ['http', http],
  ])('%s', (_name, manifest) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    (addFormats as unknown as (target: Ajv) => void)(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
    validate(manifest);
    expect(validate.errors).toBeNull();
  });
});

describe('what the schema does not check', () => {
  test('over HTTP every address is there and is one', () => {
    const { settings, features } = http;
    const addresses = [
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
      ...features.slash_commands.map(({ url }: { url: string }) => url),
    ];
    expect(new Set(addresses).size).toBe(1);
    expect(addresses[0]).toMatch(/^https:\/\/.*\/slack\/events$/);
    expect(settings.socket_mode_enabled).toBe(false);
  });

  test('in Socket Mode there is no address', () => {
    expect(socket.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(socket)).not.toContain('https://');
  });

  test.each([
    ['socket', socket],
    ['http', http],
  ])(
    '%s: command, shortcut and scopes are those of the code; events have their scopes',
    (_name, manifest) => {
      expect(manifest.features.slash_commands).toMatchObject([{ command, should_escape: true }]);
      expect(manifest.features.shortcuts).toMatchObject([
        { callback_id: shortcutIds.peerings, type: 'global' },
      ]);
      expect(manifest.oauth_config.scopes.bot).toEqual(scopes.map(({ scope }) => scope));
      expect(manifest.settings.interactivity.is_enabled).toBe(true);
      const scopeOf: Record<string, string> = {
        subteam_members_changed: 'usergroups:read',
        subteam_updated: 'usergroups:read',
        user_change: 'users:read',
      };
      const { bot_events: events } = manifest.settings.event_subscriptions;
      expect(events).toContain('app_home_opened');
      expect(manifest.features.app_home.home_tab_enabled).toBe(true);
      for (const event of events.filter((name: string) => name !== 'app_home_opened')) {
        expect(manifest.oauth_config.scopes.bot).toContain(scopeOf[event]);
      }
    },
  );

  test('each scope has its reason', () => {
    for (const { reason } of scopes) expect(reason.length).toBeGreaterThan(20);
  });
});

test('ids are unique', () => {
  const ids = [...Object.values(actionIds), ...Object.values(viewIds), ...Object.values(shortcutIds)];
  expect(new Set(ids).size).toBe(ids.length);
});
