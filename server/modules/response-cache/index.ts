export { dropProjectAnswers } from "./drop-project-answers";
