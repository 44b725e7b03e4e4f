// Whatever carries data-print opens the browser's print dialog; it stays hidden where scripts do not run.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}
