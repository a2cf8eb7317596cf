import { Select } from "@/app/_ui/select";
import type { UsageReport } from "@/server/contracts/usage-report";
import { monthName, monthsBetween } from "./usage-texts";

export interface MonthPickerProps {
  report: UsageReport;
  /** Null: the current one. */
  onChange: (month: string | null) => void;
}

export function MonthPicker({ report, onChange }: MonthPickerProps) {
  const current = new Date().toISOString().slice(0, 7);
  const months = monthsBetween([report.firstMonth, report.month].toSorted()[0] ?? current, current);
  return (
    <Select
      aria-label="Month"
      size="sm"
      className="w-40"
      options={months.map((month) => ({ value: month, label: monthName(month) }))}
      value={report.month}
      onValueChange={(month) => onChange(month === current ? null : month)}
    />
  );
}
