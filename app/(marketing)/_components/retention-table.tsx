import { PLAN_ORDER } from "../_content/plan-text";
import { TableFrame } from "./table-frame";

export function RetentionTable() {
  return (
    <TableFrame label="Retention by plan">
      <thead>
        <tr>
          <th scope="col">Plan</th>
          <th scope="col">Prompts and answers</th>
          <th scope="col">Facts about the request</th>
        </tr>
      </thead>
      <tbody>
        {PLAN_ORDER.map((plan) => (
          <tr key={plan.id}>
            <th scope="row">{plan.name}</th>
            <td className="tabular-nums">{plan.retentionDays.bodies} days</td>
            <td className="tabular-nums">{plan.retentionDays.metadata} days</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
