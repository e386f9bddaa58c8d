//! Reads `services/*.toml`.

use std::collections::BTreeMap;

use super::notes::{Kind, Notes};
use super::section::Section;
use crate::definitions::{Component, ContinuityPlan, Service, ServiceId};

/// The keys of the file.
pub(super) const KEYS: &[&str] = &["services"];

/// Reads the file's table; `top` is still each service itself, see [`place_under_tops`].
pub(super) fn services(file: &Section<'_>) -> Vec<Service> {
    file.not_empty("services", "[…]");
    let keys = [
        "id",
        "parent",
        "names",
        "owner",
        "customer",
        "components",
        "critical",
        "continuity_plans",
    ];
    file.sections("services", &keys).iter().map(service).collect()
}

fn service(section: &Section<'_>) -> Service {
    let id: ServiceId = section.declare(Kind::Service).into();
    Service {
        top: id.clone(),
        id,
        parent: section.optional_refer(Kind::Service, "parent").map(Into::into),
        names: section.names("names"),
        owner: section.optional_text("owner"),
        customer: section.optional_refer(Kind::Customer, "customer").map(Into::into),
        components: section
            .sections("components", &["id", "names"])
            .iter()
            .map(component)
            .collect(),
        critical: section.flag("critical"),
        continuity_plans: section
            .sections("continuity_plans", &["id", "valid_from", "valid_until"])
            .iter()
            .map(continuity_plan)
            .collect(),
    }
}

fn continuity_plan(section: &Section<'_>) -> ContinuityPlan {
    let valid_from = section.date("valid_from");
    let valid_until = section.optional_date("valid_until");
    if valid_until.is_some_and(|until| until < valid_from) {
        section.error(
            "valid_until",
            "the plan ends before it begins",
            "give its last day, or leave it out while it is in force",
        );
    }
    ContinuityPlan {
        id: section.text("id"),
        valid_from,
        valid_until,
    }
}

fn component(section: &Section<'_>) -> Component {
    Component {
        id: section.declare(Kind::Component).into(),
        names: section.names("names"),
    }
}

/// Finds each service's outermost one, and sorts; a circle of parents is a fault.
pub(super) fn place_under_tops(services: &mut [Service], notes: &Notes) {
    let parents: BTreeMap<ServiceId, ServiceId> = services
        .iter()
        .filter_map(|service| Some((service.id.clone(), service.parent.clone()?)))
        .collect();
    for service in services.iter_mut() {
        let mut steps = 0;
        while let Some(parent) = parents.get(&service.top) {
            service.top = parent.clone();
            steps += 1;
            if steps > parents.len() {
                let mut place = notes.place_of(Kind::Service, service.id.as_str());
                place.field = place.field.replace(".id", ".parent");
                let what = format!("`{}` is, by its parents, a part of itself", service.id);
                notes.error(place, what, "let the outermost service have no `parent`");
                break;
            }
        }
    }
    services.sort_by(|a, b| a.id.cmp(&b.id));
}
