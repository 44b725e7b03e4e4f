// After a refused form: the focus goes to the summary, and the page's title says so.
"use strict";
(() => {
    const summary = document.getElementById("errors");
    if (!summary) return;
    document.title = `错误：${document.title}`;
    summary.focus();
})();
