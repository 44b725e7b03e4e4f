// Tells every part of this page, and every other tab, that what the phone keeps has changed.

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("yangcheng-phone") : null;
const local = new EventTarget();

if (channel) channel.onmessage = () => local.dispatchEvent(new Event("changed"));

export const changed = () => {
    local.dispatchEvent(new Event("changed"));
    channel?.postMessage("changed");
};

export const onChange = (act) => local.addEventListener("changed", act);
