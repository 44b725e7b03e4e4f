// The form of one record, on the server's page and on the page from this phone alike: every tap is kept, then sent.
import { changed } from "./bus.js";
import * as clash from "./clash.js";
import * as drafts from "./drafts.js";
import * as fields from "./fields.js";
import * as queue from "./queue.js";

const PAUSE = 600; // milliseconds after the last letter

/** Bind `form` to the draft of `record` (of a sheet). Resolves once the form shows what this phone has. */
export const mount = async (form, record, shown = () => {}) => {
    const opened = await drafts.open(record);
    const restored = drafts.dirty(opened).length > 0;
    const draft = await drafts.change(record.pk, fields.touched(form)); // a quick finger is not unheard
    let timer = 0;
    let writing = Promise.resolve();
    let taps = 0;

    const show = async () => {
        const before = taps;
        await writing;
        const now = await drafts.load(record.pk);
        if (!now || taps !== before) return; // tapped meanwhile: what is on the screen is newer
        fields.write(form, now.mine);
        fields.rebaseForm(form, now.base);
        shown(now);
    };
    const keep = () => {
        const mine = fields.read(form);
        taps += 1;
        writing = writing.then(() => drafts.change(record.pk, mine)).then(changed);
        shown({ mine });
        clearTimeout(timer);
        timer = setTimeout(queue.run, PAUSE);
    };

    fields.write(form, draft.mine);
    fields.rebaseForm(form, draft.base);
    shown(draft);
    form.addEventListener("input", keep);
    await clash.mount(record.pk, form, show);
    queue.onChange(show);
    return { restored, kept: () => writing };
};
