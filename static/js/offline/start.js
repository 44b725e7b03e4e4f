// What every page of the phone begins with: who is here, what waits, and the worker that answers in a dead zone.
import * as chip from "./chip.js";
import * as queue from "./queue.js";
import * as store from "./store.js";

/** False over plain http, where nothing can be kept. */
export const begin = async () => {
    if (!store.able()) {
        chip.unable();
        return false;
    }
    await store.setOwner(document.body.dataset.user ?? "");
    navigator.serviceWorker?.register("/offline-worker.js", { scope: "/" }).catch(() => null);
    await chip.mount();
    return true;
};

/** After the page is bound: send what waits, now and whenever there is hope. */
export const goOn = () => queue.listen();
