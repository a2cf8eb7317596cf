import { handleSsoRequest } from "@/server/auth/sso-handler";

export async function GET(request: Request, { params }: { params: Promise<{ action: string }> }) {
  return handleSsoRequest(request, (await params).action);
}
