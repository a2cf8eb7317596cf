import { downloadExport } from "@/server/modules/leaving";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = downloadExport;
