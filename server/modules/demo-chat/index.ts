export { demoAccess } from "./demo-access";
export { handleDemoMessage, handleDemoSession, handleDemoState } from "./handle-demo-chat";
