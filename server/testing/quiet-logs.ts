import { setLogLevel } from "@/server/core/logger";

/** Tests provoke errors on purpose; LOG_LEVEL=info shows what they log. */
setLogLevel(process.env.LOG_LEVEL ?? "silent");
