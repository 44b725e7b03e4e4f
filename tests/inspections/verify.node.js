// Reads one bundle per line from stdin and answers `{ok, code, said}` per line: the browser's program under Node.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.join(__dirname, "../../static/js/lottery");
for (const name of ["hashing", "pool", "lot", "pairing", "result", "bundle"]) {
    vm.runInThisContext(fs.readFileSync(path.join(folder, `${name}.js`), "utf8"), { filename: `${name}.js` });
}
for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { ok, code, checks } = globalThis.SSJ.verify(JSON.parse(line));
    process.stdout.write(`${JSON.stringify({ ok, code, said: checks.map((check) => [check.title, check.say]) })}\n`);
}
