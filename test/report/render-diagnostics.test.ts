import { describe, expect, test } from "@jest/globals";
import { renderDiagnostics } from "../../src/report/render-diagnostics.ts";
import { at, plain } from "./sample-report.ts";

describe("diagnostics as text", () => {
  test("are one line each, with the place first where there is one", () => {
    const diagnostics = [
      { code: "unknown-parameter", severity: "error" as const, message: "No stack declares X.", location: null },
      { code: "duplicate-key", severity: "warning" as const, message: "twice\n::error::x", location: at(4, 2) },
    ];
    expect(renderDiagnostics(diagnostics, plain)).toBe(
      "error: No stack declares X. [unknown-parameter]\nshop.yaml:4:2: warning: twice ::error::x [duplicate-key]\n",
    );
  });
});
