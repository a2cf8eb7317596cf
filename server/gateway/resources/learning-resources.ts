import { SetLearningModeInput } from "@/server/contracts/learning";
import { parseInput } from "@/server/core/parse-input";
import { getContribution, getSnapshot, setLearningMode } from "@/server/modules/learning";
import { json, type ResourceAnswer, type ResourceCall, readJsonBody } from "./resource";

const BODY_BYTES_MAX = 4_096;

export async function answerContribution({ ctx }: ResourceCall): Promise<ResourceAnswer> {
  return json(200, await getContribution(ctx));
}

export async function answerSnapshot({ ctx }: ResourceCall, id: string): Promise<ResourceAnswer> {
  return json(200, await getSnapshot(ctx, { id }));
}

export async function answerLearningMode({ req, ctx }: ResourceCall): Promise<ResourceAnswer> {
  const input = parseInput(SetLearningModeInput.strict(), await readJsonBody(req, BODY_BYTES_MAX));
  return json(200, await setLearningMode(ctx, input));
}
