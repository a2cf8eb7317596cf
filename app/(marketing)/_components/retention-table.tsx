import { PLAN_IDS, PLANS } from "@/server/contracts/plans";
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
        {PLAN_IDS.map((planId) => {
          const { name, retentionDays } = PLANS[planId];
          return (
            <tr key={planId}>
              <th scope="row">{name}</th>
              <td className="tabular-nums">{retentionDays.bodies} days</td>
              <td className="tabular-nums">{retentionDays.metadata} days</td>
            </tr>
          );
        })}
      </tbody>
    </TableFrame>
  );
}
