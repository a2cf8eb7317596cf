import { bodyTooLarge } from "../doors/body-limits";
import { oncePerBody } from "../idempotency/once-per-body";
import type { PipelineDeps } from "../pipeline";
import { isStream } from "../types";
import type { ResourceAnswer, ResourceCall } from "./resource";

export type RunResource = (call: ResourceCall, id: string, deps: PipelineDeps) => Promise<ResourceAnswer>;

/** What makes something, made at most once for an `Idempotency-Key` of the same key and path. */
export function createOnce(run: RunResource): RunResource {
  return async (call, id, deps) => {
    const { req, caller, ctx } = call;
    const key = req.headers["idempotency-key"];
    if (key === undefined || key.trim() === "") return run(call, id, deps);
    const bytes = await req.readBody(deps.bodyBytesMax);
    const read = async (bytesMax: number): Promise<Buffer> => {
      if (bytes.length > bytesMax) throw bodyTooLarge(bytesMax);
      return bytes;
    };
    const keyed = {
      key,
      bytes,
      orgId: ctx.orgId,
      requestId: ctx.requestId,
      scope: [caller.key.id, req.path],
    };
    return oncePerBody(deps.idempotency, keyed, async () => {
      const { status, body } = await run({ ...call, req: { ...req, readBody: read } }, id, deps);
      if (isStream(body)) throw new Error("what makes something answers whole");
      return { status, body };
    });
  };
}
