// data-copy="…": copies the sentence; hidden where scripts do not run, where the same words stand in a text field.
"use strict";
(() => {
    const byHand = (text) => {
        const box = document.createElement("textarea");
        box.value = text;
        document.body.append(box);
        box.select();
        const done = document.execCommand("copy");
        box.remove();
        return done;
    };
    const copy = async (text) => {
        // Over plain http the browser offers no clipboard.
        if (!navigator.clipboard) return byHand(text);
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {
            return byHand(text);
        }
    };
    for (const button of document.querySelectorAll("[data-copy]")) {
        const words = button.textContent;
        button.hidden = false;
        button.addEventListener("click", async () => {
            button.textContent = (await copy(button.dataset.copy)) ? "复制成功" : "未能复制，请手工选取";
            setTimeout(() => { button.textContent = words; }, 2000);
        });
    }
})();
