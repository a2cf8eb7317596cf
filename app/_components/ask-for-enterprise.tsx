import { Mail } from "lucide-react";
import { ButtonLink } from "@/app/_ui/button";

export interface AskForEnterpriseProps {
  /** Where to write; null where nobody has set it. */
  email: string | null;
  /** Whose the contract would be, where that is known. */
  organizationName?: string;
}

/** The way to a contract: a mail that is begun, or else who can give it. */
export function AskForEnterprise({ email, organizationName }: AskForEnterpriseProps) {
  if (email === null)
    return (
      <p className="text-sm text-muted">
        By contract: whoever runs this installation gives it, by one command.
      </p>
    );
  const subject = `Floopy Enterprise${organizationName === undefined ? "" : ` for ${organizationName}`}`;
  return (
    <ButtonLink href={`mailto:${email}?subject=${encodeURIComponent(subject)}`} icon={<Mail aria-hidden />}>
      Write to us
    </ButtonLink>
  );
}
