import { entitled, FEATURE_WORDS, FEATURES, PLAN_IDS, PLANS } from "@/server/contracts/plans";
import { TableFrame } from "./table-frame";

export function PlanFeatures() {
  return (
    <TableFrame label="Features by plan" widthMin="sm">
      <thead>
        <tr>
          <th scope="col" className="w-[46%]">
            Feature
          </th>
          {PLAN_IDS.map((planId) => (
            <th key={planId} scope="col">
              {PLANS[planId].name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {FEATURES.map((feature) => (
          <tr key={feature}>
            <th scope="row" className="!font-normal">
              {FEATURE_WORDS[feature].name}
            </th>
            {PLAN_IDS.map((planId) => (
              <td key={planId}>
                {entitled(planId, feature) && FEATURE_WORDS[feature].isComing === true ? (
                  <span className="text-muted">not there yet</span>
                ) : entitled(planId, feature) ? (
                  <>
                    ✓<span className="sr-only"> included</span>
                  </>
                ) : (
                  <span className="text-muted">
                    –<span className="sr-only"> not included</span>
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
