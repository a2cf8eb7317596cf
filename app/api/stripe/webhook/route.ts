import { handleStripeWebhook } from "@/server/modules/billing";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = handleStripeWebhook;
