import type { Clouds } from '../core/cloud/clouds.ts';
import type { Peering } from '../core/peering.ts';
import type { CloudProbe } from '../core/probes.ts';
import { sayCloud } from '../core/say-cloud.ts';

/** A person waits for the answer. */
const MOST_PLACES = 20;

/** Asks for each right in each account and region, and in each project, that a peering leads to. */
export function createCloudProbe(clouds: Clouds, listPeerings: () => Promise<Peering[]>): CloudProbe {
  return {
    modes: {
      AWS: clouds.aws?.mode ?? 'off',
      GCP: clouds.gcp?.mode ?? 'off',
    },
    async examine(provider) {
      const places = new Map<string, Peering['application']>();
      for (const { application } of await listPeerings()) {
        const { cloudProject, region = '' } = application;
        if (application.provider === provider) places.set(`${cloudProject} ${region}`, application);
      }
      const shown = [...places.values()].slice(0, MOST_PLACES);
      return Promise.all(
        shown.map(async (application) => {
          const { cloudProject, region = '' } = application;
          const rights =
            provider === 'AWS'
              ? await clouds.aws?.examine({ account: cloudProject, region })
              : await clouds.gcp?.examine(cloudProject);
          const where = sayCloud(application);
          return { place: region ? `${where}, ${region}` : where, rights: rights ?? [] };
        }),
      );
    },
  };
}
