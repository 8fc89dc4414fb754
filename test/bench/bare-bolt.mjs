// The reference: what Bolt costs by itself. Its /peering only acknowledges with a text.
import { App } from '@slack/bolt';

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
app.command('/peering', async ({ ack }) => ack('Hello'));
await app.start({ port: Number(process.env.PORT), host: '127.0.0.1' });
