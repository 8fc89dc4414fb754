import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Prometheus metrics of one bot; a registry of its own, so that tests can run several. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const interactions = new Counter({
    name: 'peering_bot_interactions_total',
    help: 'Slack interactions handled, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const interactionSeconds = new Histogram({
    name: 'peering_bot_interaction_seconds',
    help: 'Time from receiving an interaction to the end of its handling.',
    labelNames: ['kind'],
    buckets: secondsBuckets,
    registers,
  });
  const yugabyteCalls = new Counter({
    name: 'peering_bot_yugabyte_calls_total',
    help: 'Calls to the Yugabyte API, by method, path template and status.',
    labelNames: ['method', 'path', 'status'],
    registers,
  });
  const yugabyteSeconds = new Histogram({
    name: 'peering_bot_yugabyte_call_seconds',
    help: 'Duration of calls to the Yugabyte API.',
    labelNames: ['method', 'path'],
    buckets: secondsBuckets,
    registers,
  });
  const ticks = new Counter({
    name: 'peering_bot_ticks_total',
    help: 'Looks at every peering, by outcome (done, unread, failed).',
    labelNames: ['outcome'],
    registers,
  });
  const cloudCalls = new Counter({
    name: 'peering_bot_cloud_calls_total',
    help: 'Calls to AWS and GCP by right and outcome.',
    labelNames: ['provider', 'action', 'outcome'],
    registers,
  });
  const cloudSeconds = new Histogram({
    name: 'peering_bot_cloud_call_seconds',
    help: 'Duration of calls to AWS and GCP, tries of the SDK included.',
    labelNames: ['provider', 'action'],
    buckets: secondsBuckets,
    registers,
  });
  const tickSeconds = new Histogram({
    name: 'peering_bot_tick_seconds',
    help: 'Duration of a look at every peering, without what is said afterwards.',
    buckets: secondsBuckets,
    registers,
  });
  const operations = new Counter({
    name: 'peering_bot_operations_total',
    help: 'Operations by kind and outcome (started, done, failed).',
    labelNames: ['kind', 'outcome'],
    registers,
  });

  return {
    interaction(kind: string, succeeded: boolean, ms: number) {
      interactions.inc({ kind, outcome: succeeded ? 'ok' : 'failed' });
      interactionSeconds.observe({ kind }, ms / 1000);
    },
    yugabyteCall(call: { method: string; path: string; status: number | string; ms: number }) {
      const { method, path } = call;
      yugabyteCalls.inc({ method, path, status: String(call.status) });
      yugabyteSeconds.observe({ method, path }, call.ms / 1000);
    },
    cloudCall(provider: 'AWS' | 'GCP') {
      return ({ action, outcome, ms }: { action: string; outcome: string; ms: number }) => {
        cloudCalls.inc({ provider, action, outcome });
        cloudSeconds.observe({ provider, action }, ms / 1000);
      };
    },
    tick(outcome: string, ms: number) {
      ticks.inc({ outcome });
      tickSeconds.observe(ms / 1000);
    },
    operation(kind: string, outcome: string) {
      operations.inc({ kind, outcome });
    },
    /** A value that is read when Prometheus asks. */
    gauge(name: string, help: string, read: () => number) {
      new Gauge({
        name: `peering_bot_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
