export { deliverWebhooks } from "./deliver-webhooks";
export { fanOut } from "./fan-out";
export { forgetOldDeliveries } from "./forget-old-deliveries";
export { signedHeaders } from "./signed-headers";
