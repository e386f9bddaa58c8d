//! From marts to reports: compose, charts, HTML and JSON.
//!
//! The way of a figure: `sql/*.sql` → [`read()`] → [`Marts`] and [`Texts`] → [`compose()`] → [`Report`] →
//! [`render::html`] and [`render::json`] → [`publish`] (files) → [`web::router`] (pages).
//! Reading and publishing do IO; everything between is pure: same marts, same bytes.

pub mod chart;
pub mod compose;
mod error;
pub mod figures;
pub mod locale;
pub mod marts;
pub mod month;
pub mod present;
mod publish;
pub mod read;
pub mod render;
pub mod report;
pub mod text;
pub mod texts;
pub mod web;

pub use compose::compose;
pub use error::Error;
pub use locale::Language;
pub use marts::Marts;
pub use month::Month;
pub use publish::{Formats, Published, publish};
pub use read::{read, read_texts};
pub use report::Report;
pub use texts::Texts;
