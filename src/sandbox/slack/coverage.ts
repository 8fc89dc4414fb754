export interface Covered {
  /** A route: `METHOD /path`, one of the Web API by its method's name. */
  call: string;
  covers: string;
  /** What the real thing does and this does not. */
  leavesOut?: string;
}

/** What this workspace covers of Slack. A test compares it with the routes. */
export const slackCoverage: Covered[] = [
  { call: 'api.test', covers: 'its arguments back', leavesOut: 'error' },
  { call: 'auth.test', covers: 'the bot of the workspace', leavesOut: 'user tokens' },
  {
    call: 'apps.connections.open',
    covers: 'a ws:// address for one Socket Mode connection',
    leavesOut: 'TLS, debug_reconnects',
  },
  { call: 'team.info', covers: 'id, name and domain' },
  {
    call: 'blocks.validate',
    covers: 'blocks, messages and views against the documented limits',
    leavesOut: 'its own rate limit',
  },
  {
    call: 'chat.postMessage',
    covers:
      'channels, threads, DMs by user id; blocks, attachments, metadata; one a second in a channel after a burst',
    leavesOut: 'unfurling, link_names, custom names and icons, the per-minute tiers',
  },
  { call: 'chat.postEphemeral', covers: 'seen by one person, never in the history' },
  {
    call: 'chat.update',
    covers: 'own messages; blocks that are not sent again go',
    leavesOut: 'edit windows, ephemerals (neither does Slack)',
  },
  { call: 'chat.delete', covers: 'own messages; one with replies leaves a tombstone' },
  { call: 'chat.getPermalink', covers: 'an address of this server' },
  {
    call: 'chat.scheduleMessage',
    covers: "posts when the world's clock gets there",
    leavesOut: 'listing and deleting what is scheduled',
  },
  { call: 'conversations.list', covers: 'types, exclude_archived, pages' },
  { call: 'conversations.info', covers: 'public channels and what the bot is in' },
  { call: 'conversations.members', covers: 'pages' },
  { call: 'conversations.open', covers: 'the DM with one person', leavesOut: 'group DMs' },
  { call: 'conversations.join', covers: 'public channels' },
  {
    call: 'conversations.history',
    covers: 'newest first; oldest, latest, inclusive, include_all_metadata; pages; ephemerals never',
  },
  { call: 'conversations.replies', covers: 'the parent and its replies, include_all_metadata; pages' },
  { call: 'reactions.add', covers: 'by the bot' },
  { call: 'usergroups.list', covers: 'include_users, include_count' },
  { call: 'usergroups.users.list', covers: 'member ids', leavesOut: 'paid plans' },
  { call: 'users.info', covers: 'names, team, admin, guest and bot flags' },
  { call: 'users.list', covers: 'pages' },
  { call: 'views.open', covers: 'trigger ids of 3 s and one use, validation, duplicate_external_id' },
  { call: 'views.push', covers: 'at most three, from within a modal' },
  {
    call: 'views.update',
    covers: 'view_id or external_id, hash; what was typed stays under the same block_id and action_id',
  },
  { call: 'views.publish', covers: 'Home per person, hash' },
  {
    call: 'POST /commands/:team/:id/:secret',
    covers: 'response_url of a command: 5 uses in 30 minutes, ephemeral or in_channel',
    leavesOut: 'the exact words of a refusal, which Slack does not document',
  },
  {
    call: 'POST /actions/:team/:id/:secret',
    covers:
      'response_url of an action: also replace_original, which holds unless it is false, and delete_original',
  },
  { call: 'GET /client/state', covers: 'the page: everything one persona sees' },
  { call: 'GET /client/events', covers: 'the page: told of every change' },
  { call: 'POST /client/say', covers: 'messages, commands with should_escape, app_mention, message.im' },
  { call: 'POST /client/shortcut', covers: 'global shortcuts', leavesOut: 'message shortcuts' },
  { call: 'POST /client/input', covers: 'fields, with dispatch_action and its config' },
  {
    call: 'POST /client/action',
    covers: 'block_actions from messages, modals and Home, URL buttons included',
  },
  { call: 'POST /client/options', covers: 'block_suggestion with min_query_length' },
  {
    call: 'POST /client/submit',
    covers: "view_submission with errors, update, push and clear; the client's own checks first",
    leavesOut: 'response_url_enabled',
  },
  { call: 'POST /client/close', covers: 'view_closed where notify_on_close asks for it' },
  { call: 'POST /client/open-channel', covers: 'reads it; app_home_opened for the app' },
  { call: 'POST /client/open-home', covers: 'app_home_opened' },
  { call: 'GET /sandbox/slack/screen', covers: 'what a persona sees, as text' },
  { call: 'POST /sandbox/slack/command', covers: 'a persona types' },
  { call: 'POST /sandbox/slack/press', covers: 'a persona presses what bears a label' },
  { call: 'POST /sandbox/slack/fill', covers: 'a persona fills fields in by their labels' },
  { call: 'POST /sandbox/slack/submit', covers: 'a persona submits the top modal' },
  { call: 'POST /sandbox/slack/shortcut', covers: 'a persona uses a global shortcut' },
  { call: 'POST /sandbox/slack/home', covers: "a persona opens the app's Home" },
  { call: 'POST /sandbox/slack/channel', covers: 'archive, unarchive, remove-bot, invite-bot' },
  { call: 'POST /sandbox/slack/delete-message', covers: 'someone deletes a message' },
  { call: 'POST /sandbox/slack/user-group', covers: 'who is in a user group; subteam_members_changed' },
  { call: 'POST /sandbox/slack/scopes', covers: 'the app is installed again with these scopes' },
  { call: 'POST /sandbox/slack/disconnect', covers: 'Socket Mode asks the app to connect anew' },
  { call: 'POST /sandbox/slack/redeliver', covers: 'the last delivery once more' },
  { call: 'GET /sandbox/slack/journal', covers: 'the newest Web API calls and deliveries' },
];
