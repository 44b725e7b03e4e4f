// The record page of the server: kept on this phone at every tap, its pictures too.
import * as drafts from "./drafts.js";
import * as editor from "./editor.js";
import * as pics from "./pics.js";
import * as queue from "./queue.js";
import * as sheets from "./sheets.js";
import * as start from "./start.js";
import * as suggest from "./suggest.js";

const form = document.querySelector("[data-record]");

/** Without a network 下一步 leads on to the page from this phone; with one, the server's form takes over. */
const onSubmit = (bound, visit) => async (event) => {
    if (form.dataset.through) return;
    event.preventDefault();
    const { submitter } = event;
    await bound.kept();
    await queue.run();
    const draft = await drafts.load(Number(form.dataset.pk));
    if (draft?.conflicts || draft?.refused) return; // the page says what is to be settled first
    if (queue.network === "ok") {
        form.dataset.through = "1";
        form.requestSubmit(submitter);
    } else if (submitter?.name === "next") location.assign(`/visits/${visit}/confirm/`);
};

const bind = async () => {
    const [visit, pk] = [Number(form.dataset.visit), Number(form.dataset.pk)];
    const record = sheets.record(await sheets.current(visit), pk);
    if (!record) return;
    form.dataset.kept = "1";
    document.querySelectorAll("[data-pics]").forEach((place) => pics.mount(place, visit, pk, place.dataset.pics));
    const count = suggest.mount(form);
    const bound = await editor.mount(form, record, count);
    document.querySelector("[data-kept]").hidden = !bound.restored;
    form.dispatchEvent(new Event("shown"));
    form.addEventListener("submit", onSubmit(bound, visit));
};

if (await start.begin() && form) await bind();
if (form?.dataset.kept) start.goOn();
