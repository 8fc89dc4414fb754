import { command, SLACK_PATH, shortcutIds } from './ids.ts';

/** Every permission that the app asks for, and why. */
export const scopes: readonly { scope: string; reason: string }[] = [
  { scope: 'commands', reason: 'the command /peering and the shortcut "Peerings"' },
  {
    scope: 'chat:write',
    reason:
      "cards and notes in the channel, answers only you see, and a direct message when the channel can't be reached",
  },
  {
    scope: 'users:read',
    reason:
      'tells members from guests, bots and people of other workspaces; shows names where a mention would ping',
  },
  { scope: 'usergroups:read', reason: 'operators and approvers that are named by user group' },
  {
    scope: 'channels:history',
    reason:
      'finds a card again whose posting went through while its answer was lost, so that none is posted twice',
  },
  { scope: 'groups:history', reason: 'the same in a private channel' },
];

/** What makes the bot forget who is who, and that somebody looks at Home: that takes no scope. */
const events = ['app_home_opened', 'subteam_members_changed', 'subteam_updated', 'user_change'];

/** Stands for the address where Slack reaches the bot. */
const HOST = 'https://peering-bot.example.com';

/** The manifests by file name, as text. */
export function generateManifests(): Record<string, string> {
  return {
    'manifests/slack-app.socket.json': toText(manifest()),
    'manifests/slack-app.http.json': toText(manifest(`${HOST}${SLACK_PATH}`)),
  };
}

function manifest(url?: string) {
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Peering Bot',
      description:
        'VPC peerings between YugabyteDB Aeon and your AWS and GCP networks, finished in the channel.',
      background_color: '#22314e',
      long_description:
        'Asks YugabyteDB Aeon for VPC peerings, says who has to do what at AWS or GCP and until when, with everything ready to copy, opens the IP allow lists of the clusters, shows whether traffic can flow, and takes peerings down again safely. Type /peering to start.',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'peering', always_online: true },
      shortcuts: [
        {
          name: 'Peerings',
          type: 'global',
          callback_id: shortcutIds.peerings,
          description: 'Shows all VPC peerings, also from a thread',
        },
      ],
      slash_commands: [
        {
          command,
          description: 'Shows, creates and terminates VPC peerings',
          usage_hint: '[list | details NAME | history NAME | create | terminate NAME | doctor | help]',
          should_escape: true,
          ...(url && { url }),
        },
      ],
    },
    oauth_config: { scopes: { bot: scopes.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { ...(url && { request_url: url }), bot_events: events },
      interactivity: { is_enabled: true, ...(url && { request_url: url, message_menu_options_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
      is_hosted: false,
    },
  };
}

const toText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
