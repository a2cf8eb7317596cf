import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { shortenMiddle } from "@/app/_ui/shorten";
import { npsGroupOf } from "@/server/contracts/nps";
import type { NpsAnswer } from "@/server/contracts/nps-answers";
import { PROOF_LABELS } from "./nps-texts";
import { useHandle } from "./use-handle";
import { useRelease } from "./use-release";

export interface AnswerRowProps {
  answer: NpsAnswer;
  onHandle: () => void;
}

export function AnswerRow({ answer, onHandle }: AnswerRowProps) {
  const { may } = useConsole();
  const handle = useHandle();
  const release = useRelease();
  const isDetractor = npsGroupOf(answer.score) === "detractor";
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Badge
        tone={NPS_GROUP_LOOK[npsGroupOf(answer.score)].tone}
        className="mt-0.5 w-7 shrink-0 justify-center tabular-nums"
      >
        <span className="sr-only">Score</span> {answer.score}
      </Badge>
      <div className="min-w-0 grow space-y-1">
        <p className="text-sm break-words whitespace-pre-line text-emphasis">
          {answer.comment ?? <span className="text-subtle">No comment</span>}
        </p>
        <AnswerFacts answer={answer} />
        {answer.handledAt !== null && (
          <p className="text-xs text-muted">
            Handled by {answer.handledByLabel ?? "somebody"}, <RelativeTime date={answer.handledAt} />
            {answer.handledNote !== null && <>: {answer.handledNote}</>}
          </p>
        )}
      </div>
      {answer.isHeld && may("nps:release") && (
        <Button size="sm" isLoading={release.isPending} onClick={() => release.release(answer.id)}>
          Release
        </Button>
      )}
      {isDetractor &&
        !answer.isHeld &&
        may("nps:handle") &&
        (answer.handledAt === null ? (
          <Button size="sm" onClick={onHandle}>
            Handled…
          </Button>
        ) : (
          <Button
            size="sm"
            variant="ghost"
            isLoading={handle.isPending}
            onClick={() => handle.set({ answerId: answer.id, isHandled: false })}
          >
            Open again
          </Button>
        ))}
    </li>
  );
}

function AnswerFacts({ answer }: { answer: NpsAnswer }) {
  const { org } = useConsole();
  const { provider, model, locale, appVersion, proof, sessionId, projectId, endUserId } = answer;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-subtle">
      <RelativeTime date={answer.createdAt} />
      {model !== null && (
        <span className="font-mono text-muted">{provider === null ? model : `${provider}/${model}`}</span>
      )}
      {answer.isSandbox && <Badge tone="outline">sandbox</Badge>}
      <span>{PROOF_LABELS[proof]}</span>
      {locale !== null && <span>{locale}</span>}
      {appVersion !== null && <span>version {appVersion}</span>}
      {endUserId !== null && <span className="font-mono">{shortenMiddle(endUserId)}</span>}
      <Link
        href={`/${org.slug}/sessions?${new URLSearchParams({ session: sessionId, project: projectId, range: "90d" })}`}
        title={sessionId}
        className="rounded-sm text-accent underline-offset-2 hover:underline"
      >
        The session
      </Link>
    </p>
  );
}
