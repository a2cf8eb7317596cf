export { eraseEndUser } from "./erase-end-user";
