import { formatCount } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { CopyField } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import type { LearningReceiptView } from "@/server/contracts/learning";

/** Proof of each change between together and alone. */
export function ReceiptList({ receipts }: { receipts: readonly LearningReceiptView[] }) {
  if (receipts.length === 0) return null;
  return (
    <Section
      title="Receipts"
      description="The shared model before and after each change. The last two hashes are equal when nothing of yours is left in it."
    >
      <ul className="space-y-4">
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <Card className="max-w-200 space-y-3 px-4 py-3">
              <p className="flex flex-wrap items-center gap-2 text-sm text-default">
                <span className="font-semibold text-emphasis">
                  {receipt.to_mode === "isolated" ? "Learns alone" : "Learns together"}
                </span>
                <span className="text-muted">
                  {receipt.actor}, <RelativeTime date={new Date(receipt.created_at)} />;{" "}
                  {formatCount(receipt.answers)} scores in {formatCount(receipt.cells)} cells
                </span>
                {receipt.to_mode === "isolated" && (
                  <Badge tone={receipt.hash_after === receipt.hash_without ? "success" : "error"}>
                    {receipt.hash_after === receipt.hash_without ? "nothing is left" : "hashes differ"}
                  </Badge>
                )}
              </p>
              <Facts
                items={[
                  { label: "Before", value: <CopyField label="Hash before" value={receipt.hash_before} /> },
                  { label: "After", value: <CopyField label="Hash after" value={receipt.hash_after} /> },
                  {
                    label: "Others’ scores alone",
                    value: (
                      <CopyField label="Hash from the others’ scores alone" value={receipt.hash_without} />
                    ),
                  },
                ]}
              />
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  );
}
