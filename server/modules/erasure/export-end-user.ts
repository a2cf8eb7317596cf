import { type EndUserExportPage, ExportEndUserInput } from "@/server/contracts/end-user-export";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { isUuidv7 } from "@/server/core/ids";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { erasureMark } from "@/server/modules/ingest";
import { getProjectOrThrow } from "@/server/modules/projects";
import { findRequestRows } from "./find-subject-requests";
import { findFewRows, findRequestPlaces, type RequestPlace } from "./find-subject-rows.queries";
import { subjectOf } from "./subject";

/** A page holds the texts of so many requests. */
const PAGE_REQUESTS = 50;
const START: RequestPlace = { id: "00000000-0000-0000-0000-000000000000", created_at: new Date(0) };

/**
 * What is held of an end user of a project, page by page: what the law calls access and portability. The first page is
 * written into the audit log, which names the end user only by a keyed hash; the others need a cursor that it gave.
 */
export async function exportEndUser(ctx: Ctx, input: ExportEndUserInput): Promise<EndUserExportPage> {
  authorize(ctx, "end_user:export");
  const { projectId, endUserId, cursor } = parseInput(ExportEndUserInput, input);
  const subject = subjectOf(ctx.orgId, projectId, endUserId);
  const mark = erasureMark("user", { projectId, id: endUserId });
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const after = cursor == null ? START : placeOf(mark, cursor);
    const few = cursor == null ? await findFewRows(tx, subject) : [];
    const places = await findRequestPlaces(tx, subject, { after, limit: PAGE_REQUESTS });
    const items = [...few, ...(await findRequestRows(tx, ctx.orgId, places))];
    if (cursor == null)
      await writeAudit(tx, ctx, {
        action: "end_user.exported",
        targetKind: "end_user",
        targetId: mark,
        changes: { project_id: projectId },
      });
    const last = places.length < PAGE_REQUESTS ? undefined : places.at(-1);
    return { items, nextCursor: last === undefined ? null : cursorAt(mark, last) };
  });
}

/** Bound to the end user, whose mark is one of the organisation's project. */
function cursorAt(mark: string, { id, created_at: createdAt }: RequestPlace): string {
  return encodeCursor(cursorKey(), `end-user-export|${mark}`, [createdAt.getTime(), id]);
}

function placeOf(mark: string, cursor: string): RequestPlace {
  const [createdAtMs, id] = decodeCursor(cursorKey(), `end-user-export|${mark}`, cursor);
  if (typeof createdAtMs !== "number" || typeof id !== "string" || !isUuidv7(id))
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return { id, created_at: new Date(createdAtMs) };
}

const cursorKey = (): Buffer => deriveKey(masterKey(), "cursor");
