import { type EndUserExportPage, ExportEndUserInput } from "@/server/contracts/end-user-export";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { isUuidv7 } from "@/server/core/ids";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import { type Tx, withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { erasureMark } from "@/server/modules/ingest";
import { getProjectOrThrow } from "@/server/modules/projects";
import { findRequestRows } from "./find-subject-requests";
import {
  findRequestPlaces,
  findSessionRows,
  NAMED_ROWS,
  type Part,
  type Place,
} from "./find-subject-rows.queries";
import { type Subject, subjectOf } from "./subject";

/** A page holds the texts of so many requests. */
const PAGE_REQUESTS = 50;
const NO_UUID = "00000000-0000-0000-0000-000000000000";

/** What is given in turn; the last one holds most. */
const PARTS = ["sessions", "answers", "asks", "feedback", "requests"] as const;
type PartName = (typeof PARTS)[number];

/** Where a page begins: in which part, behind what. */
interface Position {
  part: PartName;
  after: Place;
}

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
    const page = await pageFrom(tx, subject, cursor == null ? startOf("sessions") : positionOf(mark, cursor));
    if (cursor == null)
      await writeAudit(tx, ctx, {
        action: "end_user.exported",
        targetKind: "end_user",
        targetId: mark,
        changes: { project_id: projectId },
      });
    return { items: page.items, nextCursor: page.next === null ? null : cursorAt(mark, page.next) };
  });
}

/** One part after the other, until one has more than a page may hold of it. */
async function pageFrom(tx: Tx, subject: Subject, begin: Position): Promise<Part<Position>> {
  const items: EndUserExportPage["items"] = [];
  for (const part of PARTS.slice(PARTS.indexOf(begin.part))) {
    const { after } = part === begin.part ? begin : startOf(part);
    const found = await partFrom(tx, subject, part, after);
    items.push(...found.items);
    if (found.next !== null) return { items, next: { part, after: found.next } };
  }
  return { items, next: null };
}

async function partFrom(tx: Tx, subject: Subject, part: PartName, after: Place): Promise<Part<Place>> {
  if (part === "sessions") return findSessionRows(tx, subject, after);
  if (part === "requests") {
    const places = await findRequestPlaces(tx, subject, { after, limit: PAGE_REQUESTS });
    const last = places.length < PAGE_REQUESTS ? undefined : places.at(-1);
    return { items: await findRequestRows(tx, subject.orgId, places), next: last ?? null };
  }
  const { items, next } = await NAMED_ROWS[part](tx, subject, after.id);
  return { items, next: next === null ? null : { id: next, at: after.at } };
}

function startOf(part: PartName): Position {
  return { part, after: { id: part === "requests" ? NO_UUID : "", at: new Date(0) } };
}

/** Bound to the end user, whose mark is one of the organisation's project. */
function cursorAt(mark: string, { part, after }: Position): string {
  return encodeCursor(cursorKey(), `end-user-export|${mark}`, [part, after.at.getTime(), after.id]);
}

function positionOf(mark: string, cursor: string): Position {
  const [name, atMs, id] = decodeCursor(cursorKey(), `end-user-export|${mark}`, cursor);
  const part = PARTS.find((each) => each === name);
  const isRight = part !== undefined && typeof atMs === "number" && typeof id === "string";
  if (!isRight || (part === "requests" && !isUuidv7(id)))
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  return { part, after: { id, at: new Date(atMs) } };
}

const cursorKey = (): Buffer => deriveKey(masterKey(), "cursor");
