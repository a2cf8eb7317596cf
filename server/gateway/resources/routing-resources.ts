import { z } from "zod";
import { getConstraints, replaceConstraints } from "@/server/modules/constraints";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody, readQuery } from "./resource";

const BODY_BYTES_MAX = 8_192;
const NOTHING = z.strictObject({});

export async function answerConstraints({ req, ctx }: ResourceCall): Promise<ResourceAnswer> {
  readQuery(NOTHING, req);
  return json(200, await getConstraints(ctx));
}

export async function putConstraints({ req, ctx }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await replaceConstraints(ctx, await readJsonBody(req, BODY_BYTES_MAX)));
}
