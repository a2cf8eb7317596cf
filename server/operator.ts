import { giveContract } from "@/server/modules/billing";

export { disconnectDb } from "@/server/db/client";
/** What operators do from a shell; see scripts/operator.mjs. */
export { setUpStripe } from "@/server/integrations/stripe/set-up-stripe";
export { giveContract };
