export { getSession } from "./get-session";
export { listSessions } from "./list-sessions";
