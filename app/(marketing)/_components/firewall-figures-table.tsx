import { FIREWALL_FIGURES } from "../_content/firewall-figures";
import { TableFrame } from "./table-frame";

export function FirewallFiguresTable() {
  return (
    <TableFrame label="What the injection detector finds">
      <thead>
        <tr>
          <th scope="col">Sensitivity</th>
          <th scope="col">Attacks found</th>
          <th scope="col">Ordinary prompts stopped</th>
          <th scope="col">Innocent prompts full of trigger words stopped</th>
        </tr>
      </thead>
      <tbody>
        {FIREWALL_FIGURES.map((row) => (
          <tr key={row.sensitivity}>
            <th scope="row">{row.sensitivity}</th>
            <td className="tabular-nums">{row.attacksFound}</td>
            <td className="tabular-nums">{row.ordinaryStopped}</td>
            <td className="tabular-nums">{row.innocentStopped}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
