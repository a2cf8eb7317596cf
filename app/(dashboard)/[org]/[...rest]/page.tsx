import { notFound } from "next/navigation";
import { openPage } from "@/app/_lib/server/open-page";

/** Any other address below an organisation: a 404 inside the console, for its members only. */
export default async function UnknownPage({ params }: { params: Promise<{ org: string }> }) {
  await openPage((await params).org, "organization:read");
  notFound();
}
