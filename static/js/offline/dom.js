// Elements made by script; text is always text, never markup.

/** `h("p", {class: "note"}, "…", child)`; a property that begins with "on" is a listener; null children are left out. */
export const h = (name, given = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(given)) {
        if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
        else if (value === true) element.setAttribute(key, "");
        else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child != null));
    return element;
};

export const icon = (name) => h("i", { class: `bi bi-${name}`, "aria-hidden": "true" });

/** A block of the phone's page under a heading. */
export const block = (title, ...children) => h("section", { class: "blk" }, h("div", { class: "hd" }, h("h2", {}, title)), ...children);

/** A labelled field. */
export const field = (label, control) => {
    control.id ||= `f-${control.getAttribute("name")}`;
    return h("div", { class: "mb-3" }, h("label", { class: "form-label", for: control.id }, label), control);
};
