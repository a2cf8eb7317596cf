import type {
  DryRunBasis,
  DryRunDays,
  DryRunStatus,
  DryRunVerdict,
  NotJudgedReason,
} from "@/server/contracts/firewall-dry-runs";

export const DAYS_OPTIONS: readonly { value: "1" | "7" | "30"; days: DryRunDays; label: string }[] = [
  { value: "1", days: 1, label: "Last 24 hours" },
  { value: "7", days: 7, label: "Last 7 days" },
  { value: "30", days: 30, label: "Last 30 days" },
];

export const VERDICT_LABELS: Readonly<Record<DryRunVerdict, string>> = {
  skipped: "Not looked at",
  pass: "Nothing found",
  flag: "Noted",
  redacted: "Redacted",
  blocked: "Blocked",
};

export const BASIS_OPTIONS: readonly { value: DryRunBasis; label: string }[] = [
  { value: "recorded", label: "What happened" },
  { value: "saved", label: "The saved policy" },
];

export const BASIS_WORDS: Readonly<Record<DryRunBasis, string>> = {
  recorded:
    "What happened: by the policy of that time, with what single requests asked for. Some differences may come from that and not from your changes.",
  saved: "The saved policy over the same stored texts: every difference comes from your changes.",
};

export const STATUS_WORDS: Readonly<Record<DryRunStatus, string>> = {
  pending: "Waiting",
  running: "Running",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const NOT_JUDGED_WORDS: Readonly<Record<NotJudgedReason, string>> = {
  not_stored: "without a stored text (the project kept none at the time, or it has been deleted)",
  expired: "older than your plan keeps texts",
  cut: "too long to be stored as a whole",
  unreadable: "unreadable",
};
