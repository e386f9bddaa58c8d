//! Tests of everything between marts and files: compose, render, locale, folders, publishing, serving.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod document;
mod events;
mod fixture;
mod folders;
mod page;
mod served;
mod words;
