import { entitled, FEATURES } from "@/server/contracts/plans";
import { FEATURE_NAMES, PLAN_ORDER } from "../_content/plan-text";
import { AvailabilityTag } from "./availability-tag";
import { TableFrame } from "./table-frame";

export function PlanFeatures() {
  return (
    <TableFrame label="Features by plan">
      <thead>
        <tr>
          <th scope="col" className="w-[46%]">
            Feature
          </th>
          <th scope="col">State</th>
          {PLAN_ORDER.map((plan) => (
            <th key={plan.id} scope="col">
              {plan.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {FEATURES.map((feature) => (
          <tr key={feature}>
            <th scope="row" className="!font-normal">
              {FEATURE_NAMES[feature].name}
            </th>
            <td>
              <AvailabilityTag availability={FEATURE_NAMES[feature].availability} />
            </td>
            {PLAN_ORDER.map((plan) => (
              <td key={plan.id}>
                {entitled(plan.id, feature) ? (
                  "✓ included"
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
