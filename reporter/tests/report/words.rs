//! No word of a page stands outside the locale files: every key used exists, every key defined is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use reporter::locale::{FILES, Locale};
use reporter::{Language, render};

#[test]
fn every_key_defined_is_used() {
    let literals = literals();
    let unused: Vec<String> = keys(Language::English)
        .into_iter()
        .filter(|key| !literals.contains(key))
        .collect();
    assert!(unused.is_empty(), "defined and never said: {unused:#?}");
}

#[test]
fn every_key_used_is_defined_in_every_language() {
    for language in Language::ALL {
        let locale = Locale::new(language).unwrap();
        let missing: Vec<String> = used().into_iter().filter(|key| !locale.has(key)).collect();
        assert!(
            missing.is_empty(),
            "{}: used and not defined: {missing:#?}",
            language.tag()
        );
    }
}

#[test]
fn every_language_has_the_same_keys() {
    for language in Language::ALL {
        assert_eq!(keys(language), keys(Language::English), "{}", language.tag());
    }
}

#[test]
fn templates_hold_no_words_and_no_arithmetic() {
    for (name, text) in render::TEMPLATES
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
    {
        let literal: String = outside(&outside(text, "{%", "%}"), "{{", "}}");
        let words = outside(&literal, "<", ">");
        assert!(
            !words.chars().any(char::is_alphabetic),
            "{name} says {:?}",
            words.trim()
        );
        for attribute in ["alt=\"", "title=\"", "aria-label=\"", "placeholder=\""] {
            for value in literal.split(attribute).skip(1) {
                let value = value.split('"').next().unwrap();
                assert!(
                    !value.chars().any(char::is_alphabetic),
                    "{name}: {attribute}{value}"
                );
            }
        }
        for (open, close) in [("{%", "%}"), ("{{", "}}")] {
            for expression in text
                .split(open)
                .skip(1)
                .map(|rest| rest.split(close).next().unwrap())
            {
                let bare = outside(expression, "\"", "\"");
                assert!(
                    ![" + ", " - ", " * ", " / "]
                        .iter()
                        .any(|sign| bare.contains(sign)),
                    "{name}: {expression}"
                );
            }
        }
    }
}

/// Keys that locale files define.
fn keys(language: Language) -> BTreeSet<String> {
    FILES
        .iter()
        .filter(|(of, _, _)| *of == language)
        .flat_map(|(_, _, text)| text.lines())
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
        .collect()
}

/// Keys that code and templates say, by the calls that take one.
fn used() -> BTreeSet<String> {
    let calls = [
        "Text::key(\"",
        "Text::with(\"",
        "Text::with(\n",
        "t(\"",
        "self.message(\"",
        "Cell::say(Text::key(\"",
    ];
    let mut used = BTreeSet::new();
    for text in sources() {
        for call in calls {
            for rest in text.split(call).skip(1) {
                let rest = rest.trim_start().trim_start_matches('"');
                let key = rest.split('"').next().unwrap_or_default();
                if is_key(key) {
                    used.insert(key.to_owned());
                }
            }
        }
    }
    used
}

/// Every string in code and templates that looks like a key.
fn literals() -> BTreeSet<String> {
    sources()
        .iter()
        .flat_map(|text| text.split('"').map(str::to_owned).collect::<Vec<_>>())
        .filter(|s| is_key(s))
        .collect()
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Code without its tests, and templates.
fn sources() -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut texts: Vec<String> = render::TEMPLATES
        .iter()
        .map(|(_, text)| (*text).to_owned())
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(path).unwrap();
                texts.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
            }
        }
    }
    texts
}

fn outside(text: &str, open: &str, close: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        left.push_str(before);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    left + rest
}
