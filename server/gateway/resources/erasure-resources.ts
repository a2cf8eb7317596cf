import { END_USER_ID_LENGTH_MAX } from "@/server/contracts/erasure";
import { AppError } from "@/server/core/errors";
import { eraseEndUser } from "@/server/modules/erasure";
import { json, type ResourceAnswer, type ResourceCall } from "./resource";

export async function answerErasure({ ctx, scope }: ResourceCall, id: string): Promise<ResourceAnswer> {
  if (id.length > END_USER_ID_LENGTH_MAX) {
    throw new AppError(
      "invalid_request",
      `An end user's id has at most ${END_USER_ID_LENGTH_MAX} characters.`,
      {
        param: "id",
      },
    );
  }
  return json(200, await eraseEndUser(ctx, { projectId: scope.projectId, endUserId: id }));
}
