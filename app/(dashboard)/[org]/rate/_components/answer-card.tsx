import type { ReactNode } from "react";
import { ModelText, PlainText } from "@/app/_components/model-text";
import { Folded } from "@/app/_components/request-sheet/folded";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card } from "@/app/_ui/section";
import type { AnswerToRate } from "@/server/contracts/ratings";

export function AnswerCard({ answer }: { answer: AnswerToRate }) {
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2 border-b border-subtle px-4 py-2 text-xs text-subtle">
        <RelativeTime date={answer.createdAt} />
        {answer.taskCategory !== null && (
          <Badge tone="outline">{answer.taskCategory.replaceAll("_", " ")}</Badge>
        )}
        {answer.isSandbox && <Badge tone="info">Sandbox</Badge>}
        <span className="ml-auto">The model is not named, so that you judge the answer alone.</span>
      </div>
      {answer.given !== "" && (
        <details className="border-b border-subtle px-4 py-2 text-sm">
          <summary className="cursor-pointer text-muted">Instructions and earlier turns</summary>
          <div className="mt-2 text-default">
            <PlainText text={answer.given} />
          </div>
        </details>
      )}
      <Part label="Question" length={answer.question.length}>
        <PlainText text={answer.question} />
      </Part>
      <Part label="Answer" length={answer.answer.length}>
        <ModelText text={answer.answer} />
      </Part>
    </Card>
  );
}

function Part({ label, length, children }: { label: string; length: number; children: ReactNode }) {
  return (
    <section className="border-b border-subtle px-4 py-3 last:border-b-0">
      <h2 className="mb-1.5 text-xs font-semibold text-muted">{label}</h2>
      <Folded length={length}>{children}</Folded>
    </section>
  );
}
