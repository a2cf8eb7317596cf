export { checkAnswers } from "./check-answers";
