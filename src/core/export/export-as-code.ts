import type { Observation, Peering } from '../peering.ts';
import { exportAllowLists } from './export-allow-lists.ts';
import { exportAtAws } from './export-at-aws.ts';
import { exportAtGcp } from './export-at-gcp.ts';
import { exportPeering } from './export-peering.ts';

/** A peering as it stands, as code: in the order in which it is built. */
export interface CodeExport {
  /** Terraform, one part a provider, each formatted as `terraform fmt` has it. */
  terraform: CodePart[];
  /** Shell lines that make the same, pasted as they are. */
  commands: CodePart[];
  /** What to mind, as sentences. */
  notes: string[];
}

export interface CodePart {
  title: string;
  text: string;
}

/** For teams whose networks are looked after by Terraform: what is there, to be taken over without making it again. */
export function exportAsCode(peering: Peering, observation: Observation): CodeExport {
  const { provider } = peering.application;
  const parts = [
    exportPeering(peering, observation),
    ...(provider === 'AWS' ? [exportAtAws(peering, observation)] : []),
    ...(provider === 'GCP' ? [exportAtGcp(peering, observation)] : []),
    exportAllowLists(peering, observation),
  ];
  return {
    terraform: parts.flatMap(({ terraform }) => terraform),
    commands: parts.flatMap(({ commands }) => commands),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
