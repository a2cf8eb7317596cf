import { SIGNALS } from "../_content/signals";
import { TableFrame } from "./table-frame";

export function SignalTable() {
  return (
    <TableFrame label="The four signals">
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Comes from</th>
          <th scope="col">Arrives in</th>
          <th scope="col">Why it fails alone</th>
          <th scope="col">What repairs it</th>
        </tr>
      </thead>
      <tbody>
        {SIGNALS.map((signal) => (
          <tr key={signal.id}>
            <th scope="row" className="whitespace-nowrap">
              {signal.name}
            </th>
            <td>{signal.from}</td>
            <td className="whitespace-nowrap">{signal.arrives}</td>
            <td>{signal.alone}</td>
            <td>{signal.repairedBy}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
