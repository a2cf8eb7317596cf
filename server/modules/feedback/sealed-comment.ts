import { textSealer } from "@/server/modules/content-keys";

/** What an end user said, as it is stored in the row with this id. */
export async function sealedComment(
  orgId: string,
  rowId: string,
  comment: string | null,
): Promise<string | null> {
  return comment === null ? null : (await textSealer(orgId)).text(rowId, "comment", comment);
}
