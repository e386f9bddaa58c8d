//! Rules in words: their names as the definitions write them, else the report's own; and what each sign means.

use super::{Context, findings_data};
use crate::text::Text;

/// Every rule with the message that names it where the definitions do not.
const NAMES: [(&str, &str); 19] = [
    ("missed-target", "rule-missed-target"),
    ("change-without-approval", "rule-change-without-approval"),
    ("unauthorised-configuration", "rule-unauthorised-configuration"),
    ("untested-release", "rule-untested-release"),
    ("complaint-answered-late", "rule-complaint-answered-late"),
    ("major-incident-not-reviewed", "rule-major-incident-not-reviewed"),
    ("major-incident-cause-late", "rule-major-incident-cause-late"),
    ("problem-without-priority", "rule-problem-without-priority"),
    ("action-overdue", "rule-action-overdue"),
    ("action-without-effect", "rule-action-without-effect"),
    ("report-without-agreement", "rule-report-without-agreement"),
    ("monitoring-below-goal", "rule-monitoring-below-goal"),
    ("feed-silent", "rule-feed-silent"),
    ("late-maintenance", "rule-late-maintenance"),
    ("pause-before-breach", "rule-pause-before-breach"),
    ("priority-lowered", "rule-priority-lowered"),
    ("cancelled-before-breach", "rule-cancelled-before-breach"),
    ("resolved-then-reopened", "rule-resolved-then-reopened"),
    ("automatic-answer", "rule-automatic-answer"),
];

/// What a sign means, and that it may have good reasons; its limits are the arguments.
const MEANINGS: [(&str, &str); 6] = [
    ("late-maintenance", "sign-late-maintenance"),
    ("pause-before-breach", "sign-pause-before-breach"),
    ("priority-lowered", "sign-priority-lowered"),
    ("cancelled-before-breach", "sign-cancelled-before-breach"),
    ("resolved-then-reopened", "sign-resolved-then-reopened"),
    ("automatic-answer", "sign-automatic-answer"),
];

/// A rule's name; what is no rule of ours is somebody's words.
pub(super) fn name(context: &Context, rule: &str) -> Text {
    let described = context.marts.nonconformities.rules.iter();
    let described = described
        .filter(|row| row.rule == rule)
        .find_map(findings_data::described);
    match (described, NAMES.iter().find(|(id, _)| *id == rule)) {
        (Some(name), _) => Text::Name(name),
        (None, Some((_, key))) => Text::key(key),
        (None, None) => Text::data(rule),
    }
}

/// A sign's meaning in a sentence.
pub(super) fn meaning(context: &Context, sign: &str) -> Text {
    let Some((_, key)) = MEANINGS.iter().find(|(id, _)| *id == sign) else {
        return Text::None;
    };
    let row = context
        .marts
        .nonconformities
        .rules
        .iter()
        .find(|row| row.rule == sign);
    let number = |value: Option<i64>| Text::number(value.unwrap_or(0));
    Text::with(
        key,
        [
            ("last", number(row.and_then(|row| row.share_met))),
            ("of", number(row.and_then(|row| row.share_of))),
            (
                "within",
                Text::duration(row.and_then(|row| row.within_ms).unwrap_or(0)),
            ),
        ],
    )
}
