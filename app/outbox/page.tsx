import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Wordmark } from "@/app/_components/wordmark";
import { EmptyState } from "@/app/_ui/empty-state";
import { serverCaller } from "@/server/trpc/server-caller";
import { MailItem } from "./_components/mail-item";

export const metadata: Metadata = { title: "Local outbox", robots: { index: false } };

export default async function OutboxPage() {
  const caller = await serverCaller();
  const { hasLocalOutbox } = await caller.identity.signInOptions();
  if (!hasLocalOutbox) notFound();
  const { items } = await caller.mails.listLocal();
  return (
    <div className="min-h-dvh bg-canvas text-default">
      <header className="flex h-14 items-center border-b border-default px-5 sm:px-8">
        <Wordmark />
      </header>
      <main className="mx-auto max-w-180 px-5 py-10 sm:px-8">
        <h1 className="text-xl font-semibold text-emphasis">Local outbox</h1>
        <p className="mt-1 max-w-[62ch] text-base text-pretty text-muted">
          No mail server is set, so mail stays here instead of being sent. Set SMTP_URL to send it; this page
          then disappears. Newest first.
        </p>
        {items.length === 0 ? (
          <EmptyState
            title="Mail that this installation would have sent"
            description="Ask for a sign-in link on the sign-in page, and it appears here."
          />
        ) : (
          <ol className="mt-6 border-b border-default">
            {items.map((mail) => (
              <MailItem key={mail.id} mail={mail} />
            ))}
          </ol>
        )}
      </main>
    </div>
  );
}
