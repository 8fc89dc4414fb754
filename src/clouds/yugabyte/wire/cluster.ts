import { z } from 'zod';
import type { Cluster } from '../../../core/peering.ts';
import { shown, text } from './parts.ts';

const regionInfo = z.object({
  placement_info: z
    .object({ vpc_id: z.string().nullish(), cloud_info: shown(z.object({ region: text })) })
    .nullish(),
});

/** A row of `clusters`. A cluster is tied to Yugabyte VPCs per region, or by the older form for all of it. */
export const clusterRow = z
  .object({
    spec: z.object({
      name: z.string(),
      cloud_info: shown(z.object({ region: text })),
      cluster_info: shown(z.object({ cluster_tier: text })),
      network_info: z.object({ single_tenant_vpc_id: z.string().nullish() }).nullish(),
      cluster_region_info: z.array(regionInfo).nullish(),
    }),
    info: z.object({
      id: z.string().min(1),
      state: text,
      endpoints: shown(z.record(z.string(), z.string())),
      cluster_endpoints: shown(
        z.array(z.object({ region: text, host: z.string(), accessibility_type: text })),
      ),
    }),
  })
  .transform(({ spec, info }): Cluster => {
    const places = (spec.cluster_region_info ?? []).map(({ placement_info }) => placement_info);
    const regions = distinct(places.map((place) => place?.cloud_info?.region));
    return {
      id: info.id,
      name: spec.name,
      state: info.state ?? 'UNKNOWN',
      tier: spec.cluster_info?.cluster_tier ?? 'UNKNOWN',
      yugabyteVpcIds: distinct([
        ...places.map((place) => place?.vpc_id),
        spec.network_info?.single_tenant_vpc_id,
      ]),
      regions: regions.length > 0 ? regions : distinct([spec.cloud_info?.region]),
      endpoints: info.cluster_endpoints?.length
        ? info.cluster_endpoints.map(({ region, host, accessibility_type }) => ({
            region: region ?? '',
            host,
            accessibility: accessibility_type ?? 'UNKNOWN',
          }))
        : Object.entries(info.endpoints ?? {}).map(([region, host]) => ({
            region,
            host,
            accessibility: 'UNKNOWN',
          })),
    };
  });

function distinct(values: (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))];
}
