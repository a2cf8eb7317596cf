import { z } from "zod";

/** Ids that `open-session.ts` gives out: nobody writes into another session of the demo organisation by guessing. */
export const DemoSessionId = z.string().regex(/^demo-[0-9a-f]{32}$/, "This is no session of the demo.");
