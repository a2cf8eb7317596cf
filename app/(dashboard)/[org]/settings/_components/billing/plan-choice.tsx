"use client";

import { Check, Minus } from "lucide-react";
import { FEATURE_WORDS, featuresGained, planFacts } from "@/app/_components/plan-words";
import { useConsole } from "@/app/_components/shell/console-context";
import { Card, Section } from "@/app/_ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { BillingView } from "@/server/contracts/billing";
import { PLANS } from "@/server/contracts/plans";

/** Free and Pro beside each other. */
export function PlanChoice({ billing }: { billing: BillingView }) {
  const { may } = useConsole();
  const [free, pro] = [planFacts(PLANS.free), planFacts(PLANS.pro)];
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
            {pro.map(({ label, value }, index) => (
              <TableRow key={label}>
                <TableCell className="text-muted">{label}</TableCell>
                <TableCell className="text-muted tabular-nums">{free[index]?.value}</TableCell>
                <TableCell className="text-emphasis tabular-nums">{value}</TableCell>
              </TableRow>
            ))}
            {featuresGained(PLANS.free, PLANS.pro).map((feature) => (
              <TableRow key={feature}>
                <TableCell className="text-muted">{FEATURE_WORDS[feature]}</TableCell>
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
      {!may("billing:manage") && <p className="mt-3 text-xs text-subtle">An owner can change the plan.</p>}
    </Section>
  );
}
