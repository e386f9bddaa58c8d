//! Report type 1: performance against service level targets (clause 6.2 a).

use super::{
    Context, at_risk, breaches, contribution, control, exclusions, grid, parties, source_verdict, targets,
};
use crate::report::Section;
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let mut blocks = grid::blocks(context);
    blocks.extend(targets::blocks(context));
    blocks.extend(breaches::blocks(context));
    blocks.extend(at_risk::blocks(context));
    blocks.extend(contribution::blocks(context));
    blocks.extend(parties::blocks(context));
    blocks.extend(exclusions::blocks(context));
    blocks.extend(source_verdict::blocks(context));
    let register = control::register(context, 1);
    Some(Section {
        id: "performance".into(),
        title: Text::key("performance-title"),
        register,
        blocks,
    })
}
