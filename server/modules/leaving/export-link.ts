import { type ExportLink, ExportLinkInput } from "@/server/contracts/leaving";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey, equalsConstantTime, hmacHex } from "@/server/core/secrets";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";

const LINK_MS = 15 * 60_000;

/** A link to an export’s file: signed, of this organisation, and good for a quarter of an hour. */
export async function linkExport(ctx: Ctx, input: ExportLinkInput): Promise<ExportLink> {
  authorize(ctx, "data:export");
  const { exportId: id } = parseInput(ExportLinkInput, input);
  const { orgId } = ctx;
  const expiresAt = new Date(ctx.now().getTime() + LINK_MS);
  await withTenant(ctx, async (tx) => {
    const found = await tx.orgExport.findFirst({
      where: { id, orgId, status: "done" },
      select: { id: true },
    });
    if (found === null) throw notFound("export");
    await writeAudit(tx, ctx, { action: "export.linked", targetKind: "export", targetId: id });
  });
  const facts = { orgId, id, expires: String(expiresAt.getTime()) };
  const query = new URLSearchParams({ org: orgId, expires: facts.expires, signature: sign(facts) });
  return { url: `/api/exports/${id}?${query}`, expiresAt };
}

interface LinkFacts {
  orgId: string;
  id: string;
  expires: string;
}

/** Whose export a link is for; null where it was altered or is too old. */
export function readExportLink(url: URL, now: Date): { orgId: string; id: string } | null {
  const id = url.pathname.split("/").at(-1) ?? "";
  const orgId = url.searchParams.get("org") ?? "";
  const expires = url.searchParams.get("expires") ?? "";
  if (!equalsConstantTime(url.searchParams.get("signature") ?? "", sign({ orgId, id, expires }))) return null;
  return Number(expires) > now.getTime() ? { orgId, id } : null;
}

function sign({ orgId, id, expires }: LinkFacts): string {
  return hmacHex(deriveKey(masterKey(), "export-link"), `${orgId}|${id}|${expires}`);
}
