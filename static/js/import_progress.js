// A list that is being read: the bar follows the reader, and the page opens anew when it has finished or died.
"use strict";
(() => {
    const panel = document.querySelector("[data-import-progress]");
    if (!panel) return;
    const bar = panel.querySelector("progress");
    const line = panel.querySelector("[role=status]");

    const show = (now) => {
        line.textContent = now.line;
        bar.max = now.total || 1;
        if (now.total) bar.value = now.done;
        else bar.removeAttribute("value");
    };
    const look = async () => {
        const answer = await fetch(panel.dataset.importProgress, { headers: { Accept: "application/json" } });
        if (!answer.ok || answer.redirected) return location.reload();
        const now = await answer.json();
        if (now.settled) return location.reload();
        show(now);
        return setTimeout(follow, 1000);
    };
    // No network for a moment is no reason to stop: ask again, less often.
    const follow = () => look().catch(() => setTimeout(follow, 5000));
    setTimeout(follow, 1000);
})();
