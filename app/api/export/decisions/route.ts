import { handleDecisionExport } from "@/server/trpc/decision-export-handler";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => handleDecisionExport(request);
