import { answerWeb } from "@/server/gateway/web-entry";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = answerWeb;
export const POST = answerWeb;
export const PUT = answerWeb;
export const PATCH = answerWeb;
export const DELETE = answerWeb;
export const OPTIONS = answerWeb;
