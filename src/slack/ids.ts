/**
 * Every name that Slack sends back to us. They are stored in messages that live for years: never reuse one for
 * something else.
 */
export const command = '/peering';

/** Where Slack sends everything in HTTP mode. */
export const SLACK_PATH = '/slack/events';

export const shortcutIds = { peerings: 'peering.list.open' } as const;

export const viewIds = {
  notice: 'peering.notice',
  list: 'peering.list',
  details: 'peering.details',
  history: 'peering.history',
  export: 'peering.export',
  howTo: 'peering.how-to',
  create: 'peering.create',
  createPlan: 'peering.create.plan',
  allowAccess: 'peering.allow-access',
  allowAccessPlan: 'peering.allow-access.plan',
  complete: 'peering.complete',
  terminate: 'peering.terminate',
  requestAgain: 'peering.request-again',
  snooze: 'peering.snooze',
  doctor: 'peering.doctor',
  home: 'peering.home',
  decline: 'peering.approval.reason',
} as const;

export const actionIds = {
  /** Open something; the value is what (a peering's id, a search). */
  openList: 'peering.open.list',
  openListAll: 'peering.open.list-all',
  openCreate: 'peering.open.create',
  openDetails: 'peering.open.details',
  openTerminate: 'peering.open.terminate',
  openAllowAccess: 'peering.open.allow-access',
  openComplete: 'peering.open.complete',
  openHowTo: 'peering.open.how-to',
  openRequestAgain: 'peering.open.request-again',
  openSnooze: 'peering.open.snooze',
  openHistory: 'peering.open.history',
  openExport: 'peering.open.export',
  /** The same; the value is a name, for a peering that may be gone. */
  openHistoryByName: 'peering.open.history-by-name',
  openDoctor: 'peering.open.doctor',
  help: 'peering.help',
  /** The same from a card; the value is a `CardPress`. */
  cardDetails: 'peering.card.details',
  cardTerminate: 'peering.card.terminate',
  cardAllowAccess: 'peering.card.allow-access',
  cardComplete: 'peering.card.complete',
  cardHowTo: 'peering.card.how-to',
  cardCleanUp: 'peering.card.clean-up',
  cardRequestAgain: 'peering.card.request-again',
  /** Answers to a reminder; the value is a peering's id, a choice of the menu has its own name before it. */
  reminder: {
    acknowledge: 'peering.reminder.acknowledge',
    snooze: 'peering.reminder.snooze',
    wake: 'peering.reminder.wake',
    why: 'peering.reminder.why',
  },
  /** The same from a card, with a `CardPress`. */
  cardReminder: {
    acknowledge: 'peering.card.acknowledge',
    snooze: 'peering.card.snooze',
    wake: 'peering.card.wake',
    why: 'peering.card.why',
  },
  snoozeDate: 'peering.snooze.date',
  snoozeTime: 'peering.snooze.time',
  /** A row's overflow menu; the option's value is `details:ID` or `terminate:ID`. */
  row: 'peering.row',
  listSearch: 'peering.list.search',
  listState: 'peering.list.state',
  listProvider: 'peering.list.provider',
  listPrevious: 'peering.list.previous',
  listNext: 'peering.list.next',
  detailsRefresh: 'peering.details.refresh',
  historyOlder: 'peering.history.older',
  historyNewer: 'peering.history.newer',
  doctorAgain: 'peering.doctor.again',
  /** The value is the page that it leads to, counted from 0. */
  homePrevious: 'peering.home.previous',
  homeNext: 'peering.home.next',
  homeAgain: 'peering.home.again',
  createVpc: 'peering.create.vpc',
  createName: 'peering.create.name',
  createCloudProject: 'peering.create.cloud-project',
  createExternalVpc: 'peering.create.external-vpc',
  createRegion: 'peering.create.region',
  createCidr: 'peering.create.cidr',
  createAccess: 'peering.create.access',
  createTables: 'peering.create.route-tables',
  /** Fill a field with what the cloud has; the value is that. */
  createOfferVpc: 'peering.create.offer.vpc',
  createOfferCidr: 'peering.create.offer.cidr',
  completeTables: 'peering.complete.route-tables',
  allowAccessCidr: 'peering.allow-access.cidr',
  terminateName: 'peering.terminate.name',
  terminateWithdraw: 'peering.terminate.withdraw',
  terminateCleanUp: 'peering.terminate.clean-up',
  terminateNow: 'peering.terminate.now',
  /** On a request for approval; the value is its id. */
  approve: 'peering.approval.approve',
  decline: 'peering.approval.decline',
  withdraw: 'peering.approval.withdraw',
  declineReason: 'peering.approval.reason.text',
  /** A button that only opens an address; Slack tells us about it all the same. */
  link: 'peering.link',
} as const;
