import Link from "next/link";
import { Callout } from "@/app/_ui/callout";

/** What is invented here and what is not. */
export function DemoNote() {
  return (
    <Callout tone="info">
      A demonstration: a script made its first two weeks. Its users, questions and scores are invented, the
      sandbox answered; what the route has learned from the scores is real.{" "}
      <Link href="/demo/chat" className="underline underline-offset-2">
        Add a session of your own
      </Link>
    </Callout>
  );
}
