import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { CreateForm, FieldProblem } from '../../core/create-form.ts';
import type { Intent, ShownPlan } from '../../operations/api.ts';
import { section } from '../blocks.ts';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from '../ids.ts';
import { elementIn, type Interaction, textIn, type ViewValues } from '../interaction.ts';
import type { InView, Listen, SubmissionAnswer } from '../listen.ts';
import { mrkdwn } from '../mrkdwn.ts';
import { mayChange, refusalView } from '../rights.ts';
import { answerSubmission } from './answer-submission.ts';
import { confirm } from './confirm.ts';
import { actionOf, fieldsOf, type TypedField } from './create-fields.ts';
import {
  type CreateDrawing,
  type CreateMemory,
  createMemory,
  createPlanView,
  createView,
  LET_IN,
  noVpcView,
  sayProblem,
} from './create-view.ts';
import { noticeView } from './modal.ts';
import { openModal, troubleView } from './open-modal.ts';
import { recall } from './remember.ts';
import { leftOut } from './route-tables-field.ts';

const TITLE = 'Create peering';
const EMPTY: CreateMemory = { round: 0, typed: {} };

export function openCreate(deps: Deps, it: Interaction): Promise<void> {
  return openModal(deps, it, {
    title: TITLE,
    reopen: { action: actionIds.openCreate },
    build: async () => {
      const right = await mayChange(deps, it, 'create', {});
      if (!right.allowed) return refusalView(right.refusal);
      const choices = await deps.operations.createChoices();
      const peerable = choices.filter(({ notPeerable }) => !notPeerable);
      const [only] = peerable;
      if (!only) return noVpcView(choices);
      if (peerable.length > 1) return createView({ memory: EMPTY, values: {}, problems: [] });
      return createView(await choose(deps, EMPTY, only.vpc.id, {}));
    },
  });
}

export function registerCreate(listen: Listen, deps: Deps): void {
  listen.action(actionIds.createVpc, async (it, press) => {
    const { view } = it;
    const vpcId = press.selected_option?.value;
    if (!view || !vpcId) return;
    const memory = recall(createMemory, view.memory);
    await deps.redraws.draw(view, async () =>
      createView(await choose(deps, memory, vpcId, typedIn(view.values))),
    );
  });

  for (const field of ['name', 'cloudProject', 'externalVpcId', 'region', 'cidr'] as const) {
    listen.action(actionOf(field), async (it) => {
      if (it.view) await checkWhileTyping(deps, { view: it.view });
    });
  }

  const onOffer = (action: string, field: 'externalVpcId' | 'cidr') =>
    listen.action(action, async (it, press) => {
      const { view } = it;
      const chosen = press.selected_option?.value ?? press.value;
      if (!view || !chosen) return;
      const memory = recall(createMemory, view.memory);
      await fillIn(deps, { view }, { ...memory, filled: (memory.filled ?? 0) + 1 }, { [field]: chosen });
    });
  onOffer(actionIds.createOfferVpc, 'externalVpcId');
  onOffer(actionIds.createOfferCidr, 'cidr');

  listen.submission(viewIds.create, async (it, ack) => {
    const waiting = { how: 'push', title: TITLE, sentence: 'Checking…' } as const;
    await answerSubmission(deps, it, ack, waiting, () => submitForm(deps, it));
  });

  listen.action(actionIds.createTables, async (it) => {
    const { view } = it;
    if (!view) return;
    const form = toForm(recall(planMemory, view.memory).intent.form);
    await deps.redraws.draw(view, async () => {
      const whole = await deps.operations.plan({ kind: 'create', form });
      const leaveOut = whole.planned ? leftOut(whole.plan, view.values, actionIds.createTables) : [];
      const right = await mayChange(deps, it, 'create', { name: form.name });
      if (!right.allowed) return refusalView(right.refusal);
      return drawPlan(deps, form, leaveOut ?? [], right.needsApproval);
    });
  });

  listen.submission(viewIds.createPlan, async (it, ack) => {
    const { intent, digest, shownAt } = recall(planMemory, it.view.memory);
    const { leaveOut } = intent;
    const form = toForm(intent.form);
    const waiting = { how: 'update', title: TITLE, sentence: 'Starting…' } as const;
    await answerSubmission(deps, it, ack, waiting, async () => ({
      response_action: 'update',
      view: await confirm(
        deps,
        it,
        { intent: createIntent(form, leaveOut), digest, shownAt },
        { name: form.name },
        {
          title: TITLE,
          replanned: (why, shown, needs) => drawPlan(deps, form, leaveOut, needs, { why, shown }),
        },
      ).catch((error: unknown) => troubleView(it, error)),
    }));
  });
}

/** The form for a Yugabyte VPC; what was typed stays, a suggested name that nobody touched changes with the VPC. */
async function choose(
  { operations }: Deps,
  memory: CreateMemory,
  vpcId: string,
  values: CreateDrawing['values'],
): Promise<CreateDrawing> {
  const choices = await operations.createChoices();
  const choice = choices.find(({ vpc }) => vpc.id === vpcId);
  if (!choice) return { memory, values, notPeerable: 'This VPC is gone; choose another.', problems: [] };
  const { vpc, notPeerable } = choice;
  const { provider = vpc.provider, suggested, round } = memory;
  const untouched = !values.name || values.name === suggested;
  const suggestion = untouched && !notPeerable ? await operations.suggestName(vpcId) : suggested;
  const typed = { ...memory.typed, [provider]: worthKeeping(values) };
  return {
    memory: {
      vpcId,
      provider: vpc.provider,
      ...(suggestion !== undefined && { suggested: suggestion }),
      round: untouched ? round + 1 : round,
      ...(memory.filled !== undefined && { filled: memory.filled }),
      typed,
    },
    vpc,
    ...(notPeerable && { notPeerable }),
    values: {
      ...typed[vpc.provider],
      ...(values.cidr && { cidr: values.cidr }),
      name: untouched ? (suggestion ?? '') : (values.name ?? ''),
    },
    problems: [],
  };
}

/** `private_metadata` is small; nobody types ids that long on purpose. */
const MOST_KEPT = 100;

function worthKeeping({
  cloudProject,
  externalVpcId,
  region,
}: CreateDrawing['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ cloudProject, externalVpcId, region }).flatMap(([field, value]) =>
      value && value.length <= MOST_KEPT ? [[field, value]] : [],
    ),
  );
}

/** Complains below the fields that look complete; draws only when the complaints change. */
async function checkWhileTyping({ operations, redraws }: Deps, { view }: InView): Promise<void> {
  const memory = recall(createMemory, view.memory);
  if (!memory.vpcId || !operations.isWarm()) return;
  const form = formIn(memory, view.values);
  const complete = fieldsOf(memory.provider ?? '').flatMap(({ field, complete: looksComplete }) =>
    looksComplete.test(form[field]?.trim() ?? '') ? [field] : [],
  );
  await redraws.draw(view, async (sole) => {
    const [problems, offers] = await Promise.all([
      complete.length > 0 ? operations.checkCreate(form, complete) : [],
      operations.offers(form),
    ]);
    const choices = await operations.createChoices();
    const choice = choices.find(({ vpc }) => vpc.id === memory.vpcId);
    const drawn = createView({
      memory,
      ...(choice && { vpc: choice.vpc, ...(choice.notPeerable && { notPeerable: choice.notPeerable }) }),
      values: typedIn(view.values),
      problems: problems.filter(({ field }) => complete.some((one) => one === field)),
      offers,
    });
    return sole && notesIn(drawn.blocks) === notesIn(view.blocks) ? undefined : drawn;
  });
}

/** A choice of what the cloud has is as if it had been typed. */
async function fillIn(
  { operations, redraws }: Deps,
  { view }: InView,
  memory: CreateMemory,
  chosen: Partial<Record<TypedField, string>>,
): Promise<void> {
  await redraws.draw(view, async () => {
    const typed = { ...typedIn(view.values), ...chosen };
    const form = { ...formIn(memory, view.values), ...chosen };
    const offers = await operations.offers(form);
    const [only, ...others] = offers.cidrs;
    const values = { ...typed, ...(!typed.cidr && only && others.length === 0 && { cidr: only }) };
    const choices = await operations.createChoices();
    const choice = choices.find(({ vpc }) => vpc.id === memory.vpcId);
    return createView({ memory, ...(choice && { vpc: choice.vpc }), values, problems: [], offers });
  });
}

const notesIn = (blocks: { block_id?: string }[]) =>
  JSON.stringify(
    blocks.flatMap((block) => {
      const { block_id: id, elements } = block as {
        block_id?: string;
        elements?: { text?: unknown; options?: { value?: string }[] }[];
      };
      if (id?.startsWith('create.note.')) return [[id, elements?.[0]?.text]];
      if (!id?.startsWith('create.offer.')) return [];
      return [[id, elements?.[0]?.options?.map(({ value }) => value)]];
    }),
  );

/** The plan without the route tables that are left out; the field for them shows all. */
async function drawPlan(
  { operations }: Deps,
  form: CreateForm,
  leaveOut: string[],
  needsApproval: string[] | undefined,
  again?: { why: string; shown: ShownPlan },
): Promise<ModalView> {
  const whole = await operations.plan(createIntent(form, []));
  const answer = leaveOut.length > 0 ? await operations.plan(createIntent(form, leaveOut)) : whole;
  if (!whole.planned) return noticeView(TITLE, [section(mrkdwn`${whole.sentence}`)]);
  if (!answer.planned) return noticeView(TITLE, [section(mrkdwn`${answer.sentence}`)]);
  const drawing = { whole: whole.plan, shown: again?.shown ?? answer, leaveOut };
  return createPlanView(form, drawing, again?.why, needsApproval);
}

const createIntent = (form: CreateForm, leaveOut: string[]): Intent => ({
  kind: 'create',
  form,
  ...(leaveOut.length > 0 && { leaveOut }),
});

/** Errors under the fields, or the plan on top of the form. */
async function submitForm(deps: Deps, it: Interaction & InView): Promise<SubmissionAnswer> {
  const { operations } = deps;
  const { values } = it.view;
  const memory = recall(createMemory, it.view.memory);
  const chosen = elementIn(values, actionIds.createVpc)?.value.selected_option?.value;
  if (!chosen)
    return errorsIn(values, [{ field: 'yugabyteVpcId', sentence: 'Choose the Yugabyte VPC first.' }]);
  // Sent before the fields of the chosen VPC were drawn.
  if (chosen !== memory.vpcId) {
    return {
      response_action: 'update',
      view: createView(await choose(deps, memory, chosen, typedIn(values))),
    };
  }

  const form = formIn(memory, values);
  const problems = await operations.checkCreate(form);
  if (problems.length > 0) return errorsIn(values, problems);

  const right = await mayChange(deps, it, 'create', { name: form.name });
  if (!right.allowed) return { response_action: 'push', view: refusalView(right.refusal) };
  return {
    response_action: 'push',
    view: await drawPlan(deps, form, [], right.needsApproval),
  };
}

/** A problem of a field that is not on the screen goes under the VPC, the one field that always is. */
function errorsIn(values: ViewValues, problems: FieldProblem[]): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    const place = elementIn(values, actionOf(problem.field)) ?? elementIn(values, actionIds.createVpc);
    const blockId = place?.blockId ?? 'create.vpc';
    errors[blockId] = [errors[blockId], sayProblem(problem)].filter(Boolean).join(' ');
  }
  return { response_action: 'errors', errors };
}

function formIn(memory: CreateMemory, values: ViewValues): CreateForm {
  const typed = typedIn(values);
  const ticked = elementIn(values, actionIds.createAccess)?.value.selected_options ?? [];
  return {
    yugabyteVpcId: memory.vpcId ?? '',
    name: typed.name?.trim() ?? '',
    cloudProject: typed.cloudProject?.trim() ?? '',
    externalVpcId: typed.externalVpcId?.trim() ?? '',
    ...(typed.region !== undefined && { region: typed.region.trim() }),
    ...(typed.cidr !== undefined && { cidr: typed.cidr.trim() }),
    allowAccess: ticked.some(({ value }) => value === LET_IN),
  };
}

function typedIn(values: ViewValues): Partial<Record<TypedField, string>> {
  return Object.fromEntries(
    (['name', 'cloudProject', 'externalVpcId', 'region', 'cidr'] as const).flatMap((field) => {
      const text = textIn(values, actionOf(field));
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

const planMemory = z.object({
  intent: z.object({
    kind: z.literal('create'),
    leaveOut: z.array(z.string()).default([]),
    form: z.object({
      yugabyteVpcId: z.string(),
      name: z.string(),
      cloudProject: z.string(),
      externalVpcId: z.string(),
      region: z.string().optional(),
      cidr: z.string().optional(),
      allowAccess: z.boolean(),
    }),
  }),
  digest: z.string(),
  shownAt: z.number(),
});

function toForm({ region, cidr, ...form }: z.infer<typeof planMemory>['intent']['form']): CreateForm {
  return { ...form, ...(region !== undefined && { region }), ...(cidr !== undefined && { cidr }) };
}
