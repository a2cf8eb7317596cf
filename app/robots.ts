import type { MetadataRoute } from "next";
import { siteOrigin } from "./_lib/server/site-origin";

/** The console needs no line here: it answers a crawler with a redirect to the sign-in page. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/v1/", "/outbox", "/check-your-mail"] },
    sitemap: `${await siteOrigin()}/sitemap.xml`,
  };
}
