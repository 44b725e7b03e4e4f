// Reads `{text, published, find}` per line from stdin; answers the checks, the summary and the firms found. `slices`
// as first argument computes as a browser without Worker does.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.join(__dirname, "../../static/js/lottery");
for (const name of ["hashing", "pool", "lot", "pairing", "result", "bundle", "explain", "slices"]) {
    vm.runInThisContext(fs.readFileSync(path.join(folder, `${name}.js`), "utf8"), { filename: `${name}.js` });
}
const { SSJ } = globalThis;
const verify = process.argv[2] === "slices" ? SSJ.verifyInSlices : async (bundle) => SSJ.verify(bundle);

async function answer({ text, published, find }) {
    const opened = SSJ.open(text, published);
    const done = opened.bundle && await verify(opened.bundle);
    const { answer: said, explained } = SSJ.answer(opened, () => done);
    return { ...said, found: explained && find.map(explained.find) };
}

(async () => {
    for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
        process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
    }
})();
