export { joinBySso } from "./join-organization";
