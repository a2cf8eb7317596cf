import { TableFrame } from "../../_components/table-frame";
import { documentedErrors } from "../../_content/docs";

export function ErrorTable() {
  return (
    <TableFrame label="Error codes">
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Code</th>
          <th scope="col">When</th>
          <th scope="col">Retry</th>
        </tr>
      </thead>
      <tbody>
        {documentedErrors().map((row) => (
          <tr key={row.code}>
            <td className="tabular-nums">{row.status}</td>
            <th scope="row" className="font-mono text-sm !font-normal">
              {row.code}
            </th>
            <td>{row.when}</td>
            <td>{row.isRetryable ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
