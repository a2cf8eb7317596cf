import { handleAuthRequest } from "@/server/auth/auth-handler";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => handleAuthRequest(request);
export const POST = (request: Request): Promise<Response> => handleAuthRequest(request);
