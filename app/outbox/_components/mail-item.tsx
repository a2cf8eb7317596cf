import { RelativeTime } from "@/app/_ui/relative-time";
import type { LocalMail } from "@/server/contracts/mails";
import { linkParts } from "./link-parts";

/** Shows the text part only: it holds the same link, and no markup of a mail ever runs here. */
export function MailItem({ mail }: { mail: LocalMail }) {
  return (
    <li className="border-t border-default py-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-base font-semibold text-emphasis">{mail.subject}</h2>
        <RelativeTime date={mail.createdAt} className="text-sm text-muted" />
      </div>
      <p className="text-sm break-all text-muted">To {mail.to}</p>
      <p className="mt-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap text-default">
        {linkParts(mail.text).map((part) =>
          part.href === null ? (
            part.text
          ) : (
            <a
              key={part.offset}
              href={part.href}
              rel="noreferrer"
              className="break-all text-accent underline underline-offset-4"
            >
              {part.text}
            </a>
          ),
        )}
      </p>
    </li>
  );
}
