/** Properties draw the same examples in every run, so that a red build stays red. `FAST_CHECK_SEED=7` draws others. */
import { configureGlobal } from "fast-check";

configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 1) });
