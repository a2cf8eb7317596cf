import { STORAGE_MODES } from "../_content/trust";
import { TableFrame } from "./table-frame";

export function StorageTable() {
  return (
    <TableFrame label="What is stored in each mode">
      <thead>
        <tr>
          <th scope="col">Mode</th>
          <th scope="col">Prompts and answers</th>
          <th scope="col">Facts about the request</th>
          <th scope="col">Choose it when</th>
        </tr>
      </thead>
      <tbody>
        {STORAGE_MODES.map((row) => (
          <tr key={row.mode}>
            <th scope="row" className="font-mono text-sm">
              {row.mode}
            </th>
            <td>{row.bodies}</td>
            <td>{row.facts}</td>
            <td>{row.pick}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
