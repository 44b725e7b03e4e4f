// Pages of a visit, its hub and my visits: while there is a network, the phone takes what it needs for without.
import { add, drop, list } from "./acts.js";
import * as drafts from "./drafts.js";
import * as queue from "./queue.js";
import * as sheets from "./sheets.js";
import * as start from "./start.js";

const visit = Number(document.querySelector("[data-visit]")?.dataset.visit);
const opinion = document.querySelector("form#confirmation");

const seen = async (sheet) => {
    const now = await Promise.all(sheet.records.map(async (one) => [one.pk, (await drafts.load(one.pk))?.base ?? one.values]));
    return Object.fromEntries(now);
};

/** The signature is kept before it is sent: a network that goes in this second does not take it along. */
const confirm = (sheet) => async (event) => {
    if (!opinion.reportValidity() || !sheet) return;
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(opinion)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    await add(visit, "confirm", given, await seen(sheet));
    await queue.run();
    if (queue.network === "ok") location.reload();
};

if (await start.begin() && visit) {
    const sheet = await sheets.current(visit);
    if (sheet?.fresh && !sheet.visit.open) {
        await Promise.all((await list(visit)).map(drop)); // handed in by another way: nothing is left to send
        await queue.forget(visit);
    } else if (sheet?.fresh) await Promise.all(sheet.records.map((one) => drafts.open({ ...one, visit, fresh: true })));
    opinion?.addEventListener("submit", confirm(sheet));
}
start.goOn();
