// Between the fields of a record's form and plain values. A finding belongs to 不符合 only.

const named = (form) => [...form.elements].filter((one) => one.name && !one.name.startsWith("initial-") && !["hidden", "submit", "button", "file"].includes(one.type));

const value = (form, name, fields) => {
    if (fields[0].type === "checkbox") return fields.filter((box) => box.checked).map((box) => box.value);
    if (fields[0].type === "radio") return fields.find((radio) => radio.checked)?.value ?? "";
    return fields[0].value.trim();
};

export const read = (form) => {
    const groups = Map.groupBy ? Map.groupBy(named(form), (one) => one.name) : named(form).reduce((map, one) => map.set(one.name, [...(map.get(one.name) ?? []), one]), new Map());
    const values = Object.fromEntries([...groups].map(([name, fields]) => [name, value(form, name, fields)]));
    for (const name of Object.keys(values)) {
        const point = name.split("_")[1];
        if (name.startsWith("finding_") && values[`answer_${point}`] !== "NO") values[name] = "";
    }
    return values;
};

const moved = (control) => {
    if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
    if (!control.options) return control.value !== control.defaultValue;
    const first = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return control.value !== first.value;
};

/** What was tapped before the page was ready for it. */
export const touched = (form) => {
    const [values, names] = [read(form), new Set(named(form).filter(moved).map((control) => control.name))];
    return Object.fromEntries([...names].map((name) => [name, values[name]]));
};

const set = (control, wanted) => {
    if (control.type === "checkbox") control.checked = (wanted ?? []).includes(control.value);
    else if (control.type === "radio") control.checked = control.value === wanted;
    else if (control.value.trim() !== wanted && document.activeElement !== control) control.value = wanted ?? "";
};

export const write = (form, values) => {
    for (const control of named(form)) if (control.name in values) set(control, values[control.name]);
};

/** What the page was opened with, for the plain form: it now knows what the server has. */
export const rebaseForm = (form, values) => {
    for (const [name, wanted] of Object.entries(values)) {
        const hidden = form.elements[`initial-${name}`];
        if (hidden instanceof HTMLInputElement) hidden.value = wanted;
    }
};
