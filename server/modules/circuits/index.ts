export { type CircuitReportRow, forgetCircuitReports, storeCircuitReports } from "./store-circuit-reports";
