import { handleDemoSession, handleDemoState } from "@/server/modules/demo-chat";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = handleDemoSession;
export const GET = handleDemoState;
