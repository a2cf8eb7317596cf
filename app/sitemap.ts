import type { MetadataRoute } from "next";
import { siteOrigin } from "./_lib/server/site-origin";

const PUBLIC_PATHS = [
  "/",
  "/pricing",
  "/docs",
  "/docs/api",
  "/docs/evaluations",
  "/docs/prompts",
  "/docs/billing",
  "/docs/feedback",
  "/docs/firewall",
  "/docs/remote-detector",
  "/docs/sessions",
  "/docs/webhooks",
  "/docs/members",
  "/docs/single-sign-on",
  "/docs/directory-sync",
  "/docs/decisions",
  "/docs/experiments",
  "/docs/widget",
  "/trust",
  "/sign-up",
] as const;

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = await siteOrigin();
  return PUBLIC_PATHS.map((path) => ({ url: origin + path }));
}
