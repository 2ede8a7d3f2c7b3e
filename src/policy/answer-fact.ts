/** Three-valued answers of the graph -> facts. */
import type { Answer } from "../graph/model.ts";
import { type Fact, unknown } from "./fact.ts";

export function answerFact(answer: Answer): Fact {
  return answer.answer === "unknown" ? unknown(...answer.reasons) : answer.answer === "yes";
}
