import { parseAsIsoDate, parseAsString, useQueryStates } from "nuqs";
import type { AuditFilters } from "@/server/contracts/audit";

const PARAMS = {
  action: parseAsString,
  actor: parseAsString,
  from: parseAsIsoDate,
  until: parseAsIsoDate,
};
const NONE = { action: null, actor: null, from: null, until: null };
const DAY_MS = 86_400_000;

/** The filters of the audit log, in the address. Days are those of UTC; the last one counts as a whole. */
export function useAuditFilters() {
  const [params, setParams] = useQueryStates(PARAMS);
  const { action, actor, from, until } = params;
  const input: AuditFilters = {
    ...(action === null ? {} : { action }),
    ...(actor === null ? {} : { actorId: actor }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { to: new Date(until.getTime() + DAY_MS) }),
  };
  return {
    params,
    input,
    isFiltered: Object.keys(input).length > 0,
    set: (change: Partial<typeof params>) => void setParams(change),
    clear: () => void setParams(NONE),
  };
}
