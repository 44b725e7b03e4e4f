// A signature as strokes: whole numbers on a sheet 1000 wide, so that turning the phone redraws instead of wiping.
// The sheet's height follows its width (css), so what was written upright also fits when the phone lies on its side.

const WIDE = 1000;
const INK = { penColor: "#1b2a44", minWidth: 1, maxWidth: 2.6 };
const GROUP = { ...INK, dotSize: 1.5, velocityFilterWeight: 0.7, compositeOperation: "source-over" };
const whole = (value) => Math.min(WIDE, Math.max(0, Math.round(value)));

/** `box` holds the canvas and the tip; its field, named by `data-field`, holds the strokes as JSON. */
export const mount = (box) => {
    const canvas = box.querySelector("canvas");
    const field = document.getElementById(box.dataset.field);
    const clear = box.parentElement.querySelector("[data-signature-clear]");
    const tip = box.querySelector(".tip");
    const pad = new globalThis.SignaturePad(canvas, { ...INK, minDistance: 3 });
    const scale = () => WIDE / canvas.clientWidth;

    const keep = () => {
        const strokes = pad.toData().map((group) => group.points.map((point) => [whole(point.x * scale()), whole(point.y * scale())]));
        field.value = strokes.length ? JSON.stringify(strokes) : "";
        tip.hidden = strokes.length > 0;
    };
    const draw = () => {
        const ratio = Math.max(window.devicePixelRatio || 1, 1);
        canvas.width = canvas.clientWidth * ratio;
        canvas.height = canvas.clientHeight * ratio;
        canvas.getContext("2d").scale(ratio, ratio);
        pad.clear();
        if (!canvas.clientWidth) return;
        const strokes = JSON.parse(field.value || "[]");
        const point = ([x, y], at) => ({ x: x / scale(), y: y / scale(), pressure: 0.5, time: at * 16 });
        pad.fromData(strokes.map((stroke) => ({ ...GROUP, points: stroke.map(point) })));
        tip.hidden = strokes.length > 0;
    };

    pad.addEventListener("endStroke", keep);
    clear.hidden = false;
    clear.addEventListener("click", () => {
        if (field.value && !window.confirm("清除签名，请检查对象重签？")) return;
        pad.clear();
        keep();
    });
    new ResizeObserver(draw).observe(box);
};

if (globalThis.SignaturePad) document.querySelectorAll("[data-signature]").forEach(mount);
