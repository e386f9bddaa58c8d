//! The formats of a report: functions from `&Report` to text, the same report giving the same bytes.

mod html;
mod json;
mod unbroken;

pub use html::{IndexEntry, TEMPLATES, html, index};
pub use json::{SCHEMA, json};
