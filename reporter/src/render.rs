//! The formats of a report: functions from `&Report` to text, the same report giving the same bytes.

mod html;
mod json;

pub use html::{IndexEntry, TEMPLATES, html, index};
pub use json::{SCHEMA, json};
