import { formatCost } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { Callout } from "@/app/_ui/callout";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { BillingView } from "@/server/contracts/billing";
import { dayText } from "./billing-texts";

type Invoice = BillingView["invoices"][number];

const STATUS_LOOK = {
  draft: { tone: "neutral", label: "Not final" },
  open: { tone: "warning", label: "To be paid" },
  paid: { tone: "success", label: "Paid" },
  void: { tone: "neutral", label: "Void" },
  uncollectible: { tone: "error", label: "Not collected" },
} as const;

export function InvoicesSection({ billing }: { billing: BillingView }) {
  const { invoices, hasInvoices } = billing;
  return (
    <Section title="Invoices">
      {!hasInvoices ? (
        <Callout tone="warning">
          The payment provider does not answer right now. Try again in a moment.
        </Callout>
      ) : invoices.length === 0 ? (
        <p className="text-sm text-muted">None yet. They appear here once something was paid.</p>
      ) : (
        <Card>
          <Table label="Invoices">
            <TableHead>
              <TableRow>
                <TableHeaderCell>Date</TableHeaderCell>
                <TableHeaderCell>Number</TableHeaderCell>
                <TableHeaderCell className="max-sm:hidden">For</TableHeaderCell>
                <TableHeaderCell isNumeric>Amount</TableHeaderCell>
                <TableHeaderCell>State</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {invoices.map((invoice) => (
                <InvoiceRow key={invoice.id} invoice={invoice} />
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </Section>
  );
}

function InvoiceRow({ invoice }: { invoice: Invoice }) {
  const { tone, label } = STATUS_LOOK[invoice.status];
  const number = invoice.number ?? "–";
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">{dayText(invoice.createdAt)}</TableCell>
      <TableCell className="sm:whitespace-nowrap">
        {invoice.url === null ? (
          number
        ) : (
          <a
            href={invoice.url}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm text-emphasis underline underline-offset-2"
          >
            {number}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        )}
        <span className="block text-xs text-muted sm:hidden">{invoice.description}</span>
      </TableCell>
      <TableCell className="min-w-40 text-muted max-sm:hidden">{invoice.description}</TableCell>
      <TableCell isNumeric className="text-emphasis">
        {formatCost(invoice.totalMicroUsd)}
      </TableCell>
      <TableCell>
        <Badge tone={tone}>{label}</Badge>
      </TableCell>
    </TableRow>
  );
}
