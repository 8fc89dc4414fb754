/** The create form as typed: raw text, checked by `check-create-form.ts`. */
export interface CreateForm {
  yugabyteVpcId: string;
  name: string;
  /** AWS account id or GCP project id. */
  cloudProject: string;
  /** AWS VPC id or GCP network name. */
  externalVpcId: string;
  /** AWS only. */
  region?: string;
  /** AWS: required; GCP: optional, but needed for `allowAccess`. */
  cidr?: string;
  /** "Let this CIDR in on the clusters of this VPC". */
  allowAccess: boolean;
}

/** A sentence for the field where the mistake was made. */
export interface FieldProblem {
  field: keyof CreateForm;
  sentence: string;
  /** A value that would be accepted, e.g. the corrected network. */
  suggestion?: string;
}
