export type Failure = { file: string; name: string; message: string };
export type Report = { passed: number; skipped: number; failures: Failure[] };
export function readUnitReport(json: object, root: string): Report;
export function readBrowserReport(json: object): Report;
export function afterSecondRun(first: Report, second: Report): Report & { unsteady: Failure[] };
