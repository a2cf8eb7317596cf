import { z } from "zod";
import { type Facets, type RequestFiltersInput, RequestFiltersSchema } from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { instant, MADE_BY } from "./request-where";
import { type RequestWindow, resolveWindow } from "./request-window";

const VALUES_MAX = 100;
/** Endpoints, error codes and makers are not counted hourly; the latest rows show which ones occur. */
const SAMPLE_ROWS = 5_000;

const Counted = z.array(z.object({ kind: z.string(), value: z.string(), count: z.number() }));
type Counted = z.output<typeof Counted>;

/** What the filter menus offer for the range: values that occur, with their counts, and the names of keys, projects, routes and prompts. */
export async function listFacets(ctx: Ctx, input: Pick<RequestFiltersInput, "range">): Promise<Facets> {
  authorize(ctx, "request:read");
  const { range } = RequestFiltersSchema.pick({ range: true }).parse(input);
  const window = resolveWindow(ctx, range);
  return withTenant(ctx, async (tx) => {
    const counted = [...(await countHourly(tx, ctx, window)), ...(await countSample(tx, ctx, window))];
    const of = (kind: string) =>
      counted
        .filter((entry) => entry.kind === kind && entry.value !== "")
        .map(({ value, count }) => ({ value, label: value, count: kind in SAMPLED ? null : count }));
    return {
      status: of("status"),
      provider: of("provider"),
      model: of("model"),
      endpoint: of("endpoint"),
      errorCode: of("errorCode"),
      madeBy: of("madeBy"),
      ...(await names(tx, ctx)),
    };
  });
}

const SAMPLED: Readonly<Record<string, true>> = { endpoint: true, errorCode: true, madeBy: true };

async function countHourly(tx: Tx, ctx: Ctx, window: RequestWindow): Promise<Counted> {
  return Counted.parse(
    await tx.$queryRaw`
      select kind, value, sum(request_count)::float8 as "count"
      from request_rollups, lateral (values ('status', status), ('provider', provider), ('model', model)) as parts(kind, value)
      where org_id = ${ctx.orgId} and hour >= date_trunc('hour', ${instant(window.from)}, 'UTC') and hour <= ${instant(window.to)}
      group by kind, value order by 3 desc limit ${3 * VALUES_MAX}`,
  );
}

async function countSample(tx: Tx, ctx: Ctx, window: RequestWindow): Promise<Counted> {
  return Counted.parse(
    await tx.$queryRaw`
      select kind, value, count(*)::float8 as "count"
      from (select endpoint, error_code, ${MADE_BY} as made_by from requests
            where org_id = ${ctx.orgId} and created_at >= ${instant(window.from)} and created_at <= ${instant(window.to)}
            order by created_at desc limit ${SAMPLE_ROWS}) latest,
        lateral (values ('endpoint', endpoint), ('errorCode', error_code), ('madeBy', made_by)) as parts(kind, value)
      where value is not null group by kind, value order by 3 desc limit ${3 * VALUES_MAX}`,
  );
}

async function names(tx: Tx, ctx: Ctx): Promise<Pick<Facets, "apiKey" | "project" | "route" | "prompt">> {
  const scope = { where: { orgId: ctx.orgId }, orderBy: { createdAt: "desc" }, take: VALUES_MAX } as const;
  const keys = await tx.apiKey.findMany({ ...scope, select: { id: true, name: true, lastFour: true } });
  const projects = await tx.project.findMany({ ...scope, select: { id: true, name: true } });
  const prompts = await tx.prompt.findMany({ ...scope, select: { id: true, name: true } });
  const routes = await tx.route.findMany({ ...scope, select: { id: true, name: true } });
  return {
    apiKey: keys.map(({ id, name, lastFour }) => ({
      value: id,
      label: `${name} ····${lastFour}`,
      count: null,
    })),
    project: projects.map(({ id, name }) => ({ value: id, label: name, count: null })),
    route: routes.map(({ id, name }) => ({ value: id, label: name, count: null })),
    prompt: prompts.map(({ id, name }) => ({ value: id, label: name, count: null })),
  };
}
