// Computes a bundle in a Worker; where there is none, on this thread in slices. No network after the scripts are here.
(function (Page) {
    "use strict";

    // On this thread: the same acts as worker.js.
    function onThisThread() {
        let explained = null;
        return {
            async verify({ text, published }, progress) {
                const opened = SSJ.open(text, published);
                const done = opened.bundle && await SSJ.verifyInSlices(opened.bundle, progress);
                const made = SSJ.answer(opened, () => done);
                explained = made.explained;
                return made.answer;
            },
            find: async ({ text }) => explained && explained.find(text),
        };
    }

    function inWorker(address, scripts) {
        const worker = new Worker(address);
        const waiting = new Map();
        let last = 0;
        const fail = (why) => {
            waiting.forEach(({ reject }) => reject(new Error(why)));
            waiting.clear();
        };
        worker.onerror = (event) => fail(event.message || "worker");
        worker.onmessage = ({ data }) => {
            const { resolve, reject, progress } = waiting.get(data.id) || {};
            if (!resolve) return;
            if (data.progress) return void progress(...data.progress);
            waiting.delete(data.id);
            if (data.failed) reject(new Error(data.failed));
            else resolve(data.answer);
        };
        const ask = (act) => (asked, progress = () => {}) => new Promise((resolve, reject) => {
            last += 1;
            waiting.set(last, { resolve, reject, progress });
            worker.postMessage({ ...asked, act, id: last });
        });
        return { loaded: ask("load")({ scripts }), verify: ask("verify"), find: ask("find") };
    }

    // { verify({ text, published }, progress), find({ text }) }, both promises; `kind` says where they run.
    Page.engine = async function (address, scripts) {
        try {
            const engine = inWorker(address, scripts);
            await engine.loaded;
            return { kind: "worker", ...engine };
        } catch {
            return { kind: "page", ...onThisThread() };
        }
    };
})(globalThis.VerifyPage = globalThis.VerifyPage || {});
