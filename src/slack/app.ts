import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { RightsPolicy } from '../core/authorize.ts';
import type { Checked } from '../core/checked.ts';
import { PeeringBotError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Operations } from '../operations/api.ts';
import { registerApprovalButtons } from './actions/approval.ts';
import { registerCardButtons } from './actions/card.ts';
import { registerDirectoryEvents } from './actions/events.ts';
import { registerOpeners } from './actions/open.ts';
import { registerReminderButtons } from './actions/reminder.ts';
import { defaultApiUrl, type SlackClient, slackLogger } from './client.ts';
import { registerPeeringCommand } from './commands/peering.ts';
import type { Deps } from './deps.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createHomes } from './home/homes.ts';
import { registerHome } from './home/register-home.ts';
import { createHttpServer, type Route } from './http-server.ts';
import { SLACK_PATH } from './ids.ts';
import { createListen } from './listen.ts';
import type { Log } from './log.ts';
import { registerAllowAccess } from './modals/allow-access.ts';
import { registerComplete } from './modals/complete.ts';
import { registerCreate } from './modals/create.ts';
import { registerCreateChoices } from './modals/create-choices.ts';
import { registerDecline } from './modals/decline.ts';
import { registerDetails } from './modals/details.ts';
import { registerDoctor } from './modals/doctor.ts';
import { registerHistory } from './modals/history.ts';
import { registerList } from './modals/list.ts';
import { createRedraws } from './modals/redraw.ts';
import { registerRequestAgain } from './modals/request-again.ts';
import { registerSnooze } from './modals/snooze.ts';
import { registerTerminate } from './modals/terminate.ts';
import { refuseFuture } from './refuse-future.ts';
import { registerPeeringsShortcut } from './shortcuts/peerings.ts';
import { toBotError } from './slack-error.ts';
import { within } from './within.ts';

/** How long acknowledgements may take on the way out. */
const STOP_WITHIN_MS = 5000;

export interface SlackAppOptions {
  config: {
    botToken: string;
    /** Present: Socket Mode. */
    appToken?: string;
    /** For HTTP mode. */
    signingSecret?: string;
    apiUrl?: string;
    channel?: string;
    port: number;
    host: string;
  };
  client: SlackClient;
  operations: Operations;
  rights: RightsPolicy;
  /** Whom an AWS account or GCP project belongs to: user and user-group ids. */
  owners: ReadonlyMap<string, string>;
  clock: Clock;
  log: Log;
  newRef: () => string;
  /** Looks at how everything is set up; never throws. */
  doctor: () => Promise<Checked[]>;
  /** Served on `port` in both modes. */
  customRoutes: Route[];
  onInteraction?: (kind: string, ok: boolean, ms: number) => void;
}

export interface SlackApp {
  /** Throws `PeeringBotError` when Slack refuses the token or the port is taken. Resolves with the port. */
  start(): Promise<number>;
  /** Takes nothing new; acknowledgements that are under way are sent. */
  stop(): Promise<void>;
  ready(): { ok: boolean; why?: string };
  directory: Directory;
}

/** Wires listeners to Bolt; does not listen before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { config, client, operations, rights, owners, clock, log, newRef } = options;
  const directory = createDirectory({ client: client.quick, rights, clock, log });
  const homes = createHomes({ client, operations, directory, rights, owners, clock, log, newRef });
  const transport = config.appToken
    ? socketTransport(config.appToken, config, log)
    : httpTransport(config, log);
  let identity: { botToken: string; botId?: string; botUserId?: string } | undefined;

  const app = new App({
    receiver: transport.receiver,
    // A new object each time: Bolt writes the first caller's user id into what it gets.
    authorize: async () => ({ ...(identity ?? { botToken: config.botToken }) }),
    // Our listeners use `client`; these are for Bolt itself. Unset, `retryConfig` means minutes of retries.
    clientOptions: { slackApiUrl: config.apiUrl ?? defaultApiUrl, retryConfig: { retries: 0 } },
    convoStore: false,
    // The bot listens to no messages, so it cannot hear itself.
    ignoreSelf: false,
    logger: slackLogger(log),
  });
  const deps: Deps = {
    client,
    operations,
    rights,
    directory,
    homes,
    redraws: createRedraws(client.quick, log),
    clock,
    log,
    newRef,
    doctor: options.doctor,
    ...(config.channel && { channel: config.channel }),
    ...(options.onInteraction && { onInteraction: options.onInteraction }),
  };
  const listen = createListen(app, deps);
  for (const register of [
    registerPeeringCommand,
    registerPeeringsShortcut,
    registerOpeners,
    registerCardButtons,
    registerReminderButtons,
    registerList,
    registerDetails,
    registerHistory,
    registerCreate,
    registerCreateChoices,
    registerAllowAccess,
    registerComplete,
    registerTerminate,
    registerRequestAgain,
    registerSnooze,
    registerDecline,
    registerApprovalButtons,
    registerDoctor,
    registerDirectoryEvents,
    registerHome,
  ]) {
    register(listen, deps);
  }
  const server = createHttpServer(options.customRoutes, transport.http);
  let started = false;

  return {
    directory,

    async start() {
      const me = await client.patient.auth.test().catch((error: unknown) => {
        throw toBotError(error, 'checking the bot token');
      });
      identity = {
        botToken: config.botToken,
        ...(me.bot_id && { botId: me.bot_id }),
        ...(me.user_id && { botUserId: me.user_id }),
      };
      if (me.team_id) directory.setTeam(me.team_id);
      const port = await server.listen(config.port, config.host);
      await transport.connect();
      started = true;
      homes.start();
      log.info({ port, mode: config.appToken ? 'socket' : 'http', team: me.team }, 'listening to Slack');
      return port;
    },

    async stop() {
      started = false;
      const closed = server.stop();
      await within(STOP_WITHIN_MS, Promise.all([listen.settled(), homes.stop()]));
      await transport.disconnect();
      await within(STOP_WITHIN_MS, closed);
    },

    ready() {
      if (!started || !server.listening()) return { ok: false, why: 'Slack is not connected yet.' };
      return transport.connected() ? { ok: true } : { ok: false, why: 'The connection to Slack is down.' };
    },
  };
}

interface Transport {
  receiver: Receiver;
  http?: { path: string; handler: Route['handler'] };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  connected(): boolean;
}

function httpTransport({ signingSecret }: SlackAppOptions['config'], log: Log): Transport {
  if (!signingSecret) {
    throw new PeeringBotError('config', 'Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.', {
      mend: 'Set the app token for Socket Mode, or the signing secret for HTTP.',
    });
  }
  const receiver = new HTTPReceiver({ signingSecret, endpoints: SLACK_PATH, logger: slackLogger(log) });
  return {
    receiver,
    http: { path: SLACK_PATH, handler: refuseFuture(receiver.requestListener) },
    async connect() {},
    async disconnect() {},
    connected: () => true,
  };
}

function socketTransport(appToken: string, { apiUrl }: SlackAppOptions['config'], log: Log): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: slackLogger(log),
    // An object of its own: the receiver writes its retry policy into it.
    installerOptions: { clientOptions: { slackApiUrl: apiUrl ?? defaultApiUrl } },
  });
  let connected = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  for (const lost of ['disconnected', 'reconnecting', 'disconnecting', 'close']) {
    receiver.client.on(lost, () => {
      connected = false;
    });
  }
  return {
    receiver,
    async connect() {
      await receiver.start().catch((error: unknown) => {
        throw toBotError(error, 'connecting in Socket Mode; check SLACK_APP_TOKEN');
      });
      connected = true;
    },
    async disconnect() {
      const closed = new Promise<void>((resolve) => receiver.client.once('disconnected', () => resolve()));
      await receiver.stop();
      await within(1000, closed);
    },
    connected: () => connected,
  };
}
