/** For a story that is about Yugabyte and Slack alone: the bot looks into no cloud. */
export const withoutClouds = { PEERING_AWS_MODE: 'off', PEERING_GCP_MODE: 'off' };
