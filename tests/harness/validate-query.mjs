// Holds the GraphQL query of standard input against GitHub's own schema; prints what is wrong with it.
import { readFileSync } from "node:fs";
import { validate } from "@octokit/graphql-schema";

const problems = validate(readFileSync(0, "utf8"));
console.log(problems.map((problem) => problem.message).join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
