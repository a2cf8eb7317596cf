export { lockOrganization } from "./organizations.queries";
