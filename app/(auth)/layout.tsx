import type { ReactNode } from "react";
import { Wordmark } from "@/app/_components/wordmark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas text-default">
      <header className="flex h-14 items-center px-5 sm:px-8">
        <Wordmark />
      </header>
      <main className="flex flex-1 justify-center px-5 pt-[8vh] pb-16">
        <div className="w-full max-w-90">{children}</div>
      </main>
    </div>
  );
}
