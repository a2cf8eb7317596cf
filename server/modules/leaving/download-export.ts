import { systemClock } from "@/server/core/clock";
import { withTenant } from "@/server/db/tenant";
import { readExportLink } from "./export-link";
import { openPiece } from "./sealed-piece";

/** The file behind a signed link, piece by piece. Whatever is wrong with the link, the answer is the same. */
export async function downloadExport(request: Request): Promise<Response> {
  const link = readExportLink(new URL(request.url), systemClock.now());
  if (link === null) return gone();
  const { orgId, id } = link;
  const found = await withTenant(link, (tx) =>
    tx.orgExport.findFirst({
      where: { id, orgId, status: "done" },
      select: { byteCount: true, finishedAt: true },
    }),
  );
  if (found === null) return gone();
  const day = (found.finishedAt ?? new Date(0)).toISOString().slice(0, 10);
  return new Response(streamOf(piecesOf(orgId, id)), {
    headers: {
      "content-type": "application/zip",
      "content-length": String(found.byteCount),
      "content-disposition": `attachment; filename="floopy-export-${day}.zip"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Asked for piece by piece, so that a slow reader fills no memory. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

async function* piecesOf(orgId: string, exportId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const piece = await withTenant({ orgId }, async (tx) => {
      const stored = await tx.orgExportPiece.findFirst({
        where: { orgId, exportId, position },
        select: { keyVersion: true, bytes: true },
      });
      return stored === null ? null : openPiece(tx, { orgId, exportId, position }, stored);
    });
    if (piece === null) return;
    yield piece;
  }
}

function gone(): Response {
  const text = "This link is not valid any more. Ask for a new one in the settings.\n";
  return new Response(text, {
    status: 404,
    headers: { "content-type": "text/plain", "cache-control": "no-store" },
  });
}
