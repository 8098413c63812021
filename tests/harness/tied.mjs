// Runs a program that lives no longer than whoever started it: when the other end of its input closes, however that came about, it ends.
import { pathToFileURL } from "node:url";

process.stdin.on("end", () => process.exit());
process.stdin.on("error", () => process.exit());
process.stdin.resume();

const [program] = process.argv.splice(2, 1);
process.argv[1] = program;
await import(pathToFileURL(program));
