import { handleTrpcRequest } from "@/server/trpc/http-handler";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => handleTrpcRequest(request);
export const POST = (request: Request): Promise<Response> => handleTrpcRequest(request);
