// GitHub's description of its API, cut to the calls that ChangeGate makes: the validating proxy then starts in seconds, not in half a minute.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const description = new URL("node_modules/@octokit/openapi/generated/api.github.com.json", folder);
const target = new URL("artifacts/api.github.com.json", folder);

const calls = new Set(readFileSync(new URL("calls.txt", folder), "utf8").split("\n").map((line) => line.trim()).filter(Boolean));
const whole = JSON.parse(readFileSync(description, "utf8"));

// Only requests are judged: what the emulator answers is its own affair.
const anyAnswer = { default: { description: "Whatever it is." } };

function keep(paths) {
  const kept = {};

  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (calls.delete(operation.operationId)) {
        (kept[path] ??= item.parameters ? { parameters: item.parameters } : {})[method] = { ...operation, responses: anyAnswer };
      }
    }
  }

  return kept;
}

function* references(value) {
  if (value === null || typeof value !== "object") {
    return;
  }

  if (typeof value.$ref === "string") {
    yield value.$ref;
  }

  for (const member of Object.values(value)) {
    yield* references(member);
  }
}

function componentsOf(paths) {
  const components = {};
  const open = [...references(paths)];

  while (open.length > 0) {
    const [, , kind, name] = open.pop().split("/");

    if (components[kind]?.[name] === undefined) {
      const component = whole.components[kind][name];
      (components[kind] ??= {})[name] = component;
      open.push(...references(component));
    }
  }

  return components;
}

const paths = keep(whole.paths);

if (calls.size > 0) {
  throw new Error(`GitHub's description has no ${[...calls].join(", ")}.`);
}

// Queries are described elsewhere; a test holds ours against GitHub's schema of them.
const queryBody = { type: "object", required: ["query"], properties: { query: { type: "string" }, variables: { type: "object" } } };
paths["/graphql"] = { post: { operationId: "graphql", requestBody: { required: true, content: { "application/json": { schema: queryBody } } }, responses: anyAnswer } };

const { openapi, info, servers } = whole;
mkdirSync(new URL("artifacts/", folder), { recursive: true });
writeFileSync(target, JSON.stringify({ openapi, info, servers, paths, components: componentsOf(paths) }));
