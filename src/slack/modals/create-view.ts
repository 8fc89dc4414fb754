import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { CreateForm, FieldProblem } from '../../core/create-form.ts';
import type { YugabyteVpc } from '../../core/peering.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Offers, ShownPlan } from '../../operations/api.ts';
import { context, input, option, plain, preformatted, section } from '../blocks.ts';
import { actionIds, viewIds } from '../ids.ts';
import { cut, limits } from '../limits.ts';
import { mrkdwn, strong } from '../mrkdwn.ts';
import { type FieldSpec, fieldsOf, type TypedField } from './create-fields.ts';
import { offerBlocks } from './create-offers.ts';
import { modal, noticeView } from './modal.ts';
import { approvalNote, planBlocks } from './plan-blocks.ts';
import { remember } from './remember.ts';
import { routeTablesField } from './route-tables-field.ts';

export const createMemory = z.object({
  vpcId: z.string().optional(),
  provider: z.string().optional(),
  /** The name that was suggested: as long as it stands unchanged, another VPC brings another suggestion. */
  suggested: z.string().optional(),
  /** Counts the suggestions: a field is only reset when its block gets another id. */
  round: z.number(),
  /** Counts what was filled in from the cloud, for the same reason. */
  filled: z.number().optional(),
  /** What was typed for the other provider, by provider: it comes back when that one is chosen again. */
  typed: z.record(z.string(), z.record(z.string(), z.string())),
});
export type CreateMemory = z.infer<typeof createMemory>;

export const LET_IN = 'let-in';
export const LET_IN_LABEL = 'Let this CIDR in on the clusters of this VPC';

export interface CreateDrawing {
  memory: CreateMemory;
  vpc?: YugabyteVpc;
  /** Why the chosen VPC cannot be peered. */
  notPeerable?: string;
  values: Partial<Record<TypedField, string>>;
  /** Complaints about what was typed so far, shown below the fields. */
  problems: FieldProblem[];
  /** What the application's cloud has, to choose from. */
  offers?: Offers;
}

/** First the Yugabyte VPC, then exactly the fields of its cloud. */
export function createView({ memory, vpc, notPeerable, values, problems, offers }: CreateDrawing): ModalView {
  const fields = vpc && !notPeerable ? fieldsOf(vpc.provider) : [];
  return modal({
    id: viewIds.create,
    title: 'Create peering',
    submit: 'Continue',
    close: 'Cancel',
    memory: remember(memory),
    blocks: [
      vpcField(vpc),
      ...(notPeerable ? [context(mrkdwn`:warning: ${notPeerable}`, 'create.note.yugabyteVpcId')] : []),
      ...fields.flatMap((field) => [
        textField(field, memory, values[field.field]),
        ...problems.filter((problem) => problem.field === field.field).map(note),
        ...(offers ? offerBlocks(field.field, offers, values, vpc?.provider) : []),
      ]),
      ...(fields.length > 0 ? [accessField()] : []),
    ],
  });
}

function vpcField(vpc: YugabyteVpc | undefined): KnownBlock {
  return input({
    id: 'create.vpc',
    label: 'Yugabyte VPC',
    hint: 'Type to search. Its cloud decides what else is asked.',
    dispatch: true,
    element: {
      type: 'external_select',
      action_id: actionIds.createVpc,
      min_query_length: 0,
      placeholder: plain('Choose one', limits.placeholder),
      ...(vpc && { initial_option: vpcOption(vpc) }),
    },
  });
}

function textField(spec: FieldSpec, memory: CreateMemory, value: string | undefined): KnownBlock {
  return input({
    id: fieldBlockId(spec, memory),
    label: spec.label,
    ...(spec.hint && { hint: spec.hint }),
    ...(spec.optional && { optional: true }),
    dispatch: true,
    element: {
      type: 'plain_text_input',
      action_id: spec.action,
      placeholder: plain(spec.placeholder, limits.placeholder),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
      ...(value && { initial_value: cut(value, limits.inputValue) }),
    },
  });
}

/** Slack keeps what was typed as long as the block's id stays: per provider, and for the name per suggestion. */
function fieldBlockId({ field }: FieldSpec, { provider, round, filled = 0 }: CreateMemory): string {
  if (field === 'name') return `create.name:${round}`;
  const times = filled > 0 && (field === 'cidr' || field === 'externalVpcId') ? `:${filled}` : '';
  return field === 'cidr' ? `create.cidr${times}` : `create.${field}:${provider}${times}`;
}

function accessField(): KnownBlock {
  return input({
    id: 'create.access',
    label: 'Access',
    optional: true,
    element: {
      type: 'checkboxes',
      action_id: actionIds.createAccess,
      options: [option(LET_IN_LABEL, LET_IN)],
    },
  });
}

const note = (problem: FieldProblem) =>
  context(mrkdwn`:warning: ${sayProblem(problem)}`, `create.note.${problem.field}`);

/** The sentence, with the value that would do where it does not name it already. */
export function sayProblem({ sentence, suggestion }: FieldProblem): string {
  return suggestion && !sentence.includes(suggestion) ? `${sentence} Try ${suggestion}.` : sentence;
}

/** A choice whose text is just the name; the rest stands below it. */
export function vpcOption(vpc: YugabyteVpc, notPeerable?: string) {
  const networks = [vpc.parentCidr, ...vpc.regions.map(({ cidr }) => cidr)].filter(Boolean).join(', ');
  const regions = vpc.regions.map(({ region }) => region).join(', ');
  return option(
    vpc.name,
    vpc.id,
    notPeerable ?? [vpc.provider, regions, networks].filter(Boolean).join(' · '),
  );
}

/** The plan of a checked form, to be confirmed; closing it leads back to the form. */
export function createPlanView(
  form: CreateForm,
  { whole, shown, leaveOut }: { whole: Plan; shown: ShownPlan; leaveOut: string[] },
  notice?: string,
  needsApproval?: string[],
): ModalView {
  const { plan, digest, shownAt } = shown;
  return modal({
    id: viewIds.createPlan,
    title: 'Create peering',
    submit: 'Create peering',
    close: 'Back',
    memory: remember({ intent: { kind: 'create', form, leaveOut }, digest, shownAt }),
    blocks: [
      ...(notice ? [section(mrkdwn`:warning: *${notice}*`)] : []),
      section(mrkdwn`${strong(form.name)}: please look at the plan before anything happens.`),
      ...planBlocks(plan, 'What happens next'),
      ...routeTablesField(whole, leaveOut, actionIds.createTables),
      ...approvalNote(needsApproval),
    ],
  });
}

/** There is nothing to peer with yet: how to make it. */
export function noVpcView(others: { vpc: YugabyteVpc; notPeerable?: string }[]): ModalView {
  return noticeView('Create peering', [
    section(
      others.length === 0
        ? mrkdwn`*There is no Yugabyte VPC yet.* A peering connects one with an application VPC, so that comes first.`
        : mrkdwn`*No Yugabyte VPC can be peered now.*`,
    ),
    ...others.slice(0, 20).map(({ notPeerable }) => context(mrkdwn`${notPeerable}`)),
    section(
      mrkdwn`*In the console:* Networking > VPC Network > VPCs > Create VPC. Its network must be private, /16 to /26, and overlap no application VPC that it will be peered with; it cannot be resized later.`,
    ),
    section(mrkdwn`*Or on the command line:*`),
    ...preformatted(
      'ybm vpc create --name prod-vpc --cloud-provider AWS --region us-west-2 --cidr 10.1.0.0/24 --wait',
    ),
    section(mrkdwn`Then come back and create the peering.`),
  ]);
}
