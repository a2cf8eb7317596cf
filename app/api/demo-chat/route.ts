import { handleDemoMessage } from "@/server/modules/demo-chat";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = handleDemoMessage;
