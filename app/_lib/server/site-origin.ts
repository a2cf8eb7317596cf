import "server-only";
import { headers } from "next/headers";
import { publicOrigin } from "@/server/auth/public-origin";
import { AppError } from "@/server/core/errors";

/** Scheme and host under which this installation is reached, so that a copied command works as it stands. */
export async function siteOrigin(): Promise<string> {
  try {
    return publicOrigin(new Headers(await headers()));
  } catch (error) {
    // An unknown Host header must not reach a command that people paste, nor may it take a public page down.
    if (error instanceof AppError) return "https://floopy.example";
    throw error;
  }
}
