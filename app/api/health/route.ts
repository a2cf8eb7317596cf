export const dynamic = "force-dynamic";

/** Whether the web process answers at all; `/v1/ready` says whether it can serve requests. */
export const GET = (): Response =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
