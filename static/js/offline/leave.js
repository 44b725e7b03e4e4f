// Logging out empties the phone; while something is not yet with the server, it is refused with a sentence.
import * as queue from "./queue.js";
import * as store from "./store.js";

const told = (form) => {
    const known = form.parentElement.querySelector(".leave-refused");
    if (known) return known;
    const note = document.createElement("p");
    note.className = "leave-refused note note-amber";
    note.setAttribute("role", "alert");
    form.after(note);
    return note;
};

const leave = (form) => async (event) => {
    if (form.dataset.empty) return;
    event.preventDefault();
    const now = await queue.pending();
    const left = now.drafts.length + now.photos.length + now.acts.length;
    if (left) {
        told(form).textContent = `本机还有 ${left} 项没有上传，不能退出。请联网，等同步完成后再退出。`;
        queue.run();
        return;
    }
    await store.wipe();
    form.dataset.empty = "1";
    form.submit();
};

if (store.able()) {
    const user = document.querySelector("[data-leave]")?.dataset.leave;
    if (user) await store.setOwner(user);
    document.querySelectorAll("form[data-leave]").forEach((form) => form.addEventListener("submit", leave(form)));
}
