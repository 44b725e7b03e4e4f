// 抽取核验: loads the bundle, computes it when asked, shows what came out.
"use strict";
(() => {
    const { one } = VerifyPage;
    const SMALL = 2_000_000; // bytes fetched ahead of the first click
    const SHARE = { tickets: [0, 70], teams: [70, 30] }; // per cent of the bar
    const page = one("verify");
    const commit = one("commitment").textContent;
    const lineForm = one("line-form");
    if (lineForm) VerifyPage.lineForm(lineForm, commit);
    if (!page) return;

    const published = { number: page.dataset.number, commit, result: page.dataset.result, numbers: page.dataset.numbers.split("|") };
    const scripts = [...document.querySelectorAll("script[data-lottery]")].map((script) => script.src);
    const engine = VerifyPage.engine(page.dataset.worker, scripts);
    const [button, bar, note] = [one("go"), one("bar"), one("note")];
    let served = null;
    let running = null;
    let passed = false;

    function load() {
        served ??= fetch(page.dataset.bundle).then((response) => {
            if (!response.ok) throw new Error(String(response.status));
            return response.text();
        });
        served.then(() => { note.textContent = "证据包已载入，断网也能算。不上传任何数据。"; }, () => { served = null; });
        return served;
    }

    function progress(phase, done, total) {
        const [from, width] = SHARE[phase];
        bar.value = from + (width * done) / Math.max(1, total);
    }

    function told(answer, milliseconds, file) {
        VerifyPage.checks(answer.checks);
        passed = answer.ok;
        const whose = file ? `核验的是您选择的文件“${file}”。` : "";
        if (!answer.ok) {
            const wrong = answer.checks.find((check) => !check.ok).say;
            one("results").hidden = true;
            return VerifyPage.verdict("wrong", "shield-exclamation", "核验不一致", `${whose}${wrong}请截图保存，向监督部门反映。`);
        }
        const { tickets, pairs } = answer.summary;
        VerifyPage.results(answer.summary);
        const counted = `刚刚在本机重算 ${tickets} 个抽签号、${pairs} 个选派次序，用时 ${Math.max(1, Math.round(milliseconds))} 毫秒。`;
        return VerifyPage.verdict("ok", "shield-check", "核验通过，结果与公布一致", `${whose}${counted}`);
    }

    async function compute(text, file) {
        const from = performance.now();
        bar.value = 0;
        one("bar-words").hidden = false;
        try {
            const { verify } = await engine;
            told(await verify({ text: await text, published }, progress), performance.now() - from, file);
        } catch (error) {
            passed = false;
            const missing = served === null && !file;
            const says = missing ? "没有取到证据包。请检查网络后再试，或者下载后从这里选择文件。"
                : "您的浏览器没能算完。请换用较新的浏览器，或者下载核验程序在电脑上核验。";
            VerifyPage.verdict("wrong", "shield-exclamation", "没有算完", says);
            console.error(error);
        } finally {
            one("bar-words").hidden = true;
            running = null;
        }
    }

    // One computation at a time; who asks meanwhile waits for it.
    const run = (text, file = "") => (running ??= compute(text, file));

    button.hidden = false;
    button.addEventListener("click", () => run(load()));
    VerifyPage.findForm(one("find-form"), async (text) => {
        if (!passed) await run(load());
        return passed ? (await engine).find({ text }) : undefined;
    });

    const chosen = ([file]) => file && run(file.text(), file.name);
    one("file").hidden = false;
    one("file").querySelector("input").addEventListener("change", (event) => chosen(event.target.files));
    page.addEventListener("dragover", (event) => event.preventDefault());
    page.addEventListener("drop", (event) => {
        event.preventDefault();
        chosen(event.dataTransfer.files);
    });
    if (Number(page.dataset.size) <= SMALL) load().catch(() => {});
})();
