/** Who may speak to the tests' GitHub, by token. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "Bot" | "User";
}

export const workflows: Account = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
export const app: Account = { id: 555001, login: "acme-checks[bot]", type: "Bot" };
export const person: Account = { id: 583231, login: "octocat", type: "User" };
export const stranger: Account = { id: 99001, login: "mallory", type: "User" };

export const accounts: ReadonlyMap<string, Account> = new Map([
  ["ghs_workflow", workflows],
  ["ghs_app", app],
  ["ghp_person", person],
]);
