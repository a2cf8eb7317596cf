import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { createTrpcContext } from "./create-context";
import { createCaller } from "./root";

/** One context per rendered page, so that its procedures share the looked-up person. */
export const pageContext = cache(async () => createTrpcContext(new Headers(await headers()), false));

/** Calls procedures while a page renders, as the signed-in person; reads only, as nothing proves the origin here. */
export const serverCaller = cache(async () => createCaller(await pageContext()));
