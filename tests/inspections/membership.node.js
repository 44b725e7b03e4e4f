// Reads `{text, commit}` per line from stdin and answers what the page would say about a firm's own line.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.join(__dirname, "../../static/js/lottery");
for (const name of ["hashing", "pool", "membership"]) {
    vm.runInThisContext(fs.readFileSync(path.join(folder, `${name}.js`), "utf8"), { filename: `${name}.js` });
}
for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { text, commit } = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(globalThis.SSJ.ownLine(text, commit))}\n`);
}
