import { CONSTRAINT_WINDOWS, Constraints, type ConstraintWindow } from "@/server/contracts/constraints";

/** The form's fields as they are typed; empty is no limit. Shares are percent, worse ratings are points of ten. */
export interface ConstraintDraft {
  maxRegression: string;
  maxRegressionWindow: ConstraintWindow;
  maxCostIncrease: string;
  maxCostIncreaseWindow: ConstraintWindow;
  maxCostDrop: string;
  maxVariance: string;
  confidence: string;
  minSamples: string;
  needsShadow: boolean;
  monthlyUsd: string;
  tokens: string;
  tokenSeconds: string;
  requestsPerMinute: string;
}

export type NumberField = Exclude<
  keyof ConstraintDraft,
  "maxRegressionWindow" | "maxCostIncreaseWindow" | "needsShadow"
>;

const [DAY] = CONSTRAINT_WINDOWS;
const POINTS = 10;
const PERCENT = 100;

export function draftOf(rules: Constraints): ConstraintDraft {
  const shown = (value: number | null | undefined, times = 1): string =>
    value === null || value === undefined ? "" : String(Math.round(value * times * 1e6) / 1e6);
  return {
    maxRegression: shown(rules.max_regression?.value, POINTS),
    maxRegressionWindow: rules.max_regression?.window ?? DAY,
    maxCostIncrease: shown(rules.max_cost_increase?.value, PERCENT),
    maxCostIncreaseWindow: rules.max_cost_increase?.window ?? DAY,
    maxCostDrop: shown(rules.max_cost_drop_without_validation, PERCENT),
    maxVariance: shown(rules.max_outcome_variance),
    confidence: shown(rules.confidence_threshold),
    minSamples: shown(rules.min_samples_before_promotion),
    needsShadow: rules.require_shadow_before_live ?? false,
    monthlyUsd: shown(rules.cost_limit_monthly_usd),
    tokens: shown(rules.max_tokens_per_window),
    tokenSeconds: shown(rules.token_window_seconds),
    requestsPerMinute: shown(rules.max_requests_per_minute),
  };
}

/** Which field of the form a rule is typed in, and what numbers it takes. */
const FIELDS: Readonly<Record<string, { field: NumberField; message: string }>> = {
  max_regression: { field: "maxRegression", message: "Enter points from 0 to 5." },
  max_cost_increase: { field: "maxCostIncrease", message: "Enter a percentage from 0 to 500." },
  max_cost_drop_without_validation: { field: "maxCostDrop", message: "Enter a percentage up to 100." },
  max_outcome_variance: { field: "maxVariance", message: "Enter a number above 0, up to 1." },
  confidence_threshold: { field: "confidence", message: "Enter a number from 0 to 1." },
  min_samples_before_promotion: { field: "minSamples", message: "Enter a whole number from 1 to 100,000." },
  cost_limit_monthly_usd: { field: "monthlyUsd", message: "Enter an amount above 0." },
  max_tokens_per_window: { field: "tokens", message: "Enter a whole number of tokens." },
  token_window_seconds: { field: "tokenSeconds", message: "Enter whole seconds, up to a day (86400)." },
  max_requests_per_minute: { field: "requestsPerMinute", message: "Enter a whole number up to 1,000,000." },
};

export type DraftErrors = Partial<Record<NumberField, string>>;
type Read = { rules: Constraints; errors: null } | { rules: null; errors: DraftErrors };

/** The rules of a draft, by the schema that the server parses with; else what is wrong, by field. */
export function readDraft(draft: ConstraintDraft): Read {
  const parsed = Constraints.safeParse({
    cost_limit_monthly_usd: numberOf(draft.monthlyUsd),
    token_window_seconds: numberOf(draft.tokenSeconds),
    max_tokens_per_window: numberOf(draft.tokens),
    max_requests_per_minute: numberOf(draft.requestsPerMinute),
    max_regression: within(numberOf(draft.maxRegression, POINTS), draft.maxRegressionWindow),
    max_outcome_variance: numberOf(draft.maxVariance),
    max_cost_increase: within(numberOf(draft.maxCostIncrease, PERCENT), draft.maxCostIncreaseWindow),
    max_cost_drop_without_validation: numberOf(draft.maxCostDrop, PERCENT),
    confidence_threshold: numberOf(draft.confidence),
    min_samples_before_promotion: numberOf(draft.minSamples),
    require_shadow_before_live: draft.needsShadow ? true : null,
  });
  if (parsed.success) return { rules: parsed.data, errors: null };
  const found = parsed.error.issues.flatMap(({ path: [name] }) => {
    const told = FIELDS[String(name)];
    return told === undefined ? [] : [[told.field, told.message] as const];
  });
  return { rules: null, errors: Object.fromEntries(found) };
}

/** NaN is refused by the schema, and so is told to whoever typed it. */
function numberOf(text: string, divisor = 1): number | null {
  const typed = text.trim().replace(/[$%,\s]/g, "");
  if (typed === "") return null;
  return Math.round((Number(typed) / divisor) * 1e9) / 1e9;
}

const within = (value: number | null, window: ConstraintWindow) =>
  value === null ? null : { value, window };
