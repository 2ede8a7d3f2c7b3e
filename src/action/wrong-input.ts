/** What was asked for makes no sense: the step fails with the message, and it is no fault of Stackplumb. */
export class WrongInput extends Error {
  override readonly name = "WrongInput";
}
