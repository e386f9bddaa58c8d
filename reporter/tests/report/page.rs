//! The page: deterministic, well formed, self-contained.

use std::collections::BTreeSet;

use reporter::marts::{AvailabilityMarts, SatisfactionMarts};
use reporter::{Language, Marts, Report, compose, render};

use crate::fixture;

fn report() -> Report {
    compose(&fixture::marts(), &fixture::texts()).unwrap()
}

fn page() -> String {
    render::html(&report(), Language::English).unwrap()
}

#[test]
fn the_same_marts_give_the_same_bytes() {
    assert_eq!(page(), page());
    assert_eq!(render::json(&report()).unwrap(), render::json(&report()).unwrap());
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = page();
    for foreign in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(",
        "src=",
        "javascript:",
    ] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(
        page.matches("http").count(),
        page.matches("http://www.w3.org/2000/svg").count()
    );
}

#[test]
fn every_tag_is_closed_in_order_and_every_anchor_has_its_target() {
    let page = page();
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut anchors = BTreeSet::new();
    for piece in page.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/', '\n'])
            .next()
            .unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closing {name} near {tag}");
        } else if !tag.ends_with('/') && !["!DOCTYPE", "meta", "br"].contains(&name) {
            open.push(name);
        }
        let value = |key: &str| tag.split(key).nth(1).map(|rest| rest.split('"').next().unwrap());
        ids.extend(value(" id=\""));
        anchors.extend(value(" href=\"#"));
    }
    assert!(open.is_empty(), "left open: {open:?}");
    assert!(anchors.is_subset(&ids), "{anchors:?} in {ids:?}");
}

/// What a reader reads, without charts and style.
#[test]
fn the_words_of_the_page() {
    keep("page.html", &page());
    insta::assert_snapshot!(words(&page()));
}

#[test]
fn a_month_without_anything_still_has_a_page() {
    let all = fixture::marts();
    let bare = Marts {
        month: all.month,
        months: all.months.last().cloned().into_iter().collect(),
        figures: Vec::new(),
        breaches: Vec::new(),
        ledger: Vec::new(),
        contributions: Vec::new(),
        target_use: Vec::new(),
        hours: Vec::new(),
        targets: Vec::new(),
        request_items: Vec::new(),
        trends: Vec::new(),
        major_incidents: Default::default(),
        deployments: Default::default(),
        continuity: Default::default(),
        availability: AvailabilityMarts::default(),
        satisfaction: SatisfactionMarts::default(),
        complaints: Vec::new(),
        nonconformities: reporter::marts::Nonconformities::default(),
        signs: Vec::new(),
        levels: Default::default(),
    };
    let report = compose(&bare, &reporter::Texts::default()).unwrap();
    let page = render::html(&report, Language::English).unwrap();
    assert!(page.contains("No service level target had records to judge in May 2016"));
    let nothing = Marts {
        months: Vec::new(),
        ..bare
    };
    let error = compose(&nothing, &reporter::Texts::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("service-report aggregate --month 2016-05"),
        "{error}"
    );
}

#[test]
fn what_a_source_writes_cannot_become_markup() {
    let mut marts = fixture::marts();
    for row in &mut marts.ledger {
        row.title = "</article><script>alert('x')</script>".into();
    }
    marts.contributions[0].name = "<b>&\"'".into();
    let page = render::html(&compose(&marts, &fixture::texts()).unwrap(), Language::English).unwrap();
    assert!(!page.contains("<script") && !page.contains("<b>&\""));
    assert!(page.contains("&lt;script&gt;"));
}

#[test]
fn long_and_chinese_names_are_drawn_without_overlap() {
    let mut texts = fixture::texts();
    for name in texts.groups.values_mut() {
        name.en = format!(
            "{} 交易系統處與網路發展處聯合支援小組 of the very long department name",
            name.en
        );
    }
    for (_, name) in &mut texts.priorities {
        name.en = "優先處理之重大異常 (to be handled before everything else)".into();
    }
    let page = render::html(&compose(&fixture::marts(), &texts).unwrap(), Language::English).unwrap();
    assert!(page.contains('…'), "long labels are cut");
    keep("long.html", &page);
}

/// Keeps a page where it can be looked at in a browser.
fn keep(name: &str, page: &str) {
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), page).unwrap();
}

fn words(page: &str) -> String {
    let mut said = String::new();
    let body = page.split("</style>").nth(1).unwrap();
    let body = body.replace("<time>", "").replace("</time>", "");
    let mut inside_picture = false;
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '/', '\n']).next().unwrap();
        inside_picture = (inside_picture || name == "svg") && !tag.starts_with("/svg");
        if inside_picture {
            continue;
        }
        if [
            "h1",
            "h2",
            "h3",
            "h4",
            "tr",
            "p",
            "dt",
            "li",
            "caption",
            "figcaption",
        ]
        .contains(&name)
        {
            said.push('\n');
        } else if ["td", "th", "dd", "span"].contains(&name) {
            said.push_str(" | ");
        }
        said.push_str(text.trim());
    }
    said.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
