import { z } from "zod";
import { VerificationInput } from "@/server/contracts/verification";
import { getConstraints, replaceConstraints } from "@/server/modules/constraints";
import { getVerification } from "@/server/modules/verification";
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

export async function answerVerification({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await getVerification(ctx, readQuery(VerificationInput.strict(), req), scope));
}
