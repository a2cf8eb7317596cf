import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Wordmark } from "@/app/_components/wordmark";
import { demoPage } from "@/app/_lib/server/demo-page";
import { Badge } from "@/app/_ui/badge";
import { DemoChat } from "./_components/demo-chat";

export const metadata: Metadata = { title: "Demo chat", robots: { index: false } };
export const dynamic = "force-dynamic";

export default function DemoChatPage() {
  const demo = demoPage();
  if (demo === null) notFound();
  return (
    <div className="flex h-dvh flex-col bg-canvas text-default max-lg:h-auto max-lg:min-h-dvh">
      <header className="flex h-14 shrink-0 items-center gap-3 border-b border-default px-5 sm:px-8">
        <Wordmark />
        <Badge tone="neutral">Sandbox</Badge>
        <Link href={`/${demo.orgSlug}`} className="ml-auto rounded-sm text-sm text-muted hover:text-emphasis">
          Open the console
        </Link>
      </header>
      <DemoChat orgSlug={demo.orgSlug} pageKey={demo.pageKey} />
    </div>
  );
}
