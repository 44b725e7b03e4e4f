// What a record lacks before the business may be asked to sign; as `inspections/checks.py`, which has the last word.
import { proposed } from "./suggest.js";

const ABSENT = ["UNREACHABLE", "CLOSED", "GONE", "OBSTRUCTED", "NO_ACTIVITY"];
const PROBLEM = ["FIXED", "ORDERED", "CASE", "REFERRED"];

const ofPoint = (values) => (point) => {
    const answer = values[`answer_${point.pk}`];
    if (!answer) return `第 ${point.order} 项尚未检查。`;
    return answer === "NO" && !values[`finding_${point.pk}`] ? `第 ${point.order} 项为“不符合”，请填写发现的问题。` : "";
};

const ofResult = (record, values) => {
    const { result } = values;
    const wrong = Object.entries(values).some(([name, value]) => name.startsWith("answer_") && value === "NO");
    const wanted = proposed(values);
    return [
        !result && `“${record.title}”尚未填写检查结果。`,
        result === "NONE" && wrong && "有检查要点为“不符合”，检查结果不能是“未发现问题”。",
        PROBLEM.includes(result) && !wrong && "检查结果为发现问题，但没有检查要点为“不符合”。请核对。",
        ABSENT.includes(result) && !values.note && "请在情况说明中写明经过。",
        result === "ORDERED" && !values.rectify_by && "责令改正须写明改正期限。",
        PROBLEM.includes(result) && PROBLEM.includes(wanted) && result !== wanted && !values.result_reason && "检查结果与建议不同，请写明理由。",
        PROBLEM.includes(result) && record.handlings.length && !values.handlings.length && !values.other_handling && "发现问题的，须勾选采取的处理。",
    ];
};

export const of = (record, values) => {
    const points = ABSENT.includes(values.result) ? [] : record.points.map(ofPoint(values));
    return [...points, ...ofResult(record, values)].filter(Boolean);
};
