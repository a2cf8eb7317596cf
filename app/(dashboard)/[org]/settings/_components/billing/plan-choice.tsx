"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Minus } from "lucide-react";
import { AskForEnterprise } from "@/app/_components/ask-for-enterprise";
import { featuresGained, planFacts, planPrice } from "@/app/_components/plan-words";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { BillingView } from "@/server/contracts/billing";
import { FEATURE_WORDS, PLANS } from "@/server/contracts/plans";

/** Free and Pro beside each other, and the way to Enterprise. */
export function PlanChoice({ billing }: { billing: BillingView }) {
  const { org, may } = useConsole();
  const contact = useQuery(useTRPC().billing.salesContact.queryOptions());
  const [free, pro] = [planFacts(PLANS.free), planFacts(PLANS.pro)];
  const enterprise = featuresGained(PLANS.pro, PLANS.enterprise)
    .filter((feature) => FEATURE_WORDS[feature].isComing !== true)
    .map((feature) => FEATURE_WORDS[feature].name.toLowerCase());
  const head = (planId: "free" | "pro") =>
    billing.planId === planId ? `${PLANS[planId].name} (yours)` : PLANS[planId].name;
  return (
    <Section
      title="What the plans give"
      description="Nothing is ever charged on tokens, NPS answers, sessions or feedback."
    >
      <Card>
        <Table label="Plans compared">
          <TableHead>
            <TableRow>
              <TableHeaderCell>What</TableHeaderCell>
              <TableHeaderCell>{head("free")}</TableHeaderCell>
              <TableHeaderCell>{head("pro")}</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            <TableRow>
              <TableCell className="text-muted">Price a month</TableCell>
              <TableCell className="text-muted tabular-nums">{planPrice(PLANS.free).amount}</TableCell>
              <TableCell className="text-emphasis tabular-nums">{planPrice(PLANS.pro).amount}</TableCell>
            </TableRow>
            {pro.map(({ label, value }, index) => (
              <TableRow key={label}>
                <TableCell className="text-muted">{label}</TableCell>
                <TableCell className="text-muted tabular-nums">{free[index]?.value}</TableCell>
                <TableCell className="text-emphasis tabular-nums">{value}</TableCell>
              </TableRow>
            ))}
            {featuresGained(PLANS.free, PLANS.pro).map((feature) => (
              <TableRow key={feature}>
                <TableCell className="text-muted">{FEATURE_WORDS[feature].does}</TableCell>
                <TableCell>
                  <Minus aria-label="not included" className="size-3.5 text-subtle" />
                </TableCell>
                <TableCell>
                  <Check aria-label="included" className="size-3.5 text-success" />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="max-w-160 text-sm text-muted">
          <span className="font-semibold text-emphasis">{PLANS.enterprise.name}</span> has a quota and
          retention of your own, and adds: {enterprise.join(", ")}.
        </p>
        {contact.data !== undefined && (
          <AskForEnterprise email={contact.data.email} organizationName={org.name} />
        )}
      </div>
      {!may("billing:manage") && <p className="mt-3 text-xs text-subtle">An owner can change the plan.</p>}
    </Section>
  );
}
