// `/` puts the cursor into the search box, unless somebody is typing.
"use strict";
(() => {
    const box = document.querySelector("[data-search-key]");
    if (!box) return;
    document.addEventListener("keydown", (event) => {
        const typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        box.focus();
        box.select();
    });
})();
