// The packages hold one copy of every shared library and a list of its other names, because a package cannot hold links. The server does not start without them.
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("node_modules", import.meta.url));

for (const name of readdirSync(packages).filter((name) => name.startsWith("postgres-"))) {
  const folder = join(packages, name);

  for (const { source, target } of JSON.parse(readFileSync(join(folder, "native/pg-symlinks.json"), "utf8"))) {
    if (!existsSync(join(folder, target))) {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    }
  }
}
