//! The example organisation, made up from a seed: months of events of all six topics, as its tools would send them.
mod aftershock;
mod availability;
mod change;
mod checks;
mod days;
mod dice;
mod drama;
mod exclusion;
mod governance;
mod incident;
mod lapse;
mod message;
mod noise;
mod organisation;
mod problem;
mod release;
mod request;
mod satisfaction;
mod story;

pub use message::Message;
pub use story::Story;

/// All messages of a story in the order in which the feed brings them. Nothing happens at or after its end.
/// Pure: the same story gives the same bytes.
pub fn messages(story: &Story) -> Vec<Message> {
    let mut told: Vec<Message> = (0..story.months)
        .flat_map(|index| {
            [
                incident::month,
                request::month,
                problem::month,
                change::month,
                release::month,
                availability::month,
                satisfaction::month,
                governance::month,
                lapse::month,
            ]
            .into_iter()
            .flat_map(move |topic| topic(story, index))
        })
        .collect();
    told.extend(drama::all(story));
    told.extend(aftershock::all(story));
    told.extend(checks::all(story));
    told.retain(|message| message.happened < story.end());
    noise::feed(story, told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::{BTreeMap, BTreeSet};

    fn story(months: i64) -> Story {
        Story {
            first: date(2025, 9, 1),
            months,
            seed: 1,
        }
    }

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_another() {
        let one = messages(&story(3));
        assert!(one == messages(&story(3)));
        assert!(one != messages(&Story { seed: 2, ..story(3) }));
    }

    #[test]
    fn every_event_keeps_its_contract_and_only_the_rubbish_does_not() {
        let mut kinds = BTreeSet::new();
        let mut refused = Vec::new();
        for message in messages(&story(14)) {
            match schemas::Event::parse(&message.payload) {
                Ok(event) => {
                    assert_eq!(event.kind.topic().as_str(), message.topic, "{}", event.subject);
                    assert_eq!(event.subject, message.key);
                    kinds.insert(event.kind);
                }
                Err(rejection) => refused.push((message.key, rejection)),
            }
        }
        assert!(
            refused.iter().all(|(key, _)| key.starts_with("rubbish")),
            "{refused:#?}"
        );
        assert_eq!(refused.len(), 7);
        let missing: Vec<_> = schemas::Kind::ALL
            .iter()
            .filter(|kind| !kinds.contains(kind))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn volumes_and_irregularities_are_those_of_real_life() {
        let all = messages(&story(14));
        let count = |prefix: &str| {
            let keys: BTreeSet<_> = all
                .iter()
                .map(|m| &m.key)
                .filter(|key| key.starts_with(prefix))
                .collect();
            keys.len() / 14
        };
        assert!((600..=900).contains(&count("INC")), "{}", count("INC"));
        assert!((60..=100).contains(&count("CHG")), "{}", count("CHG"));
        let payloads: BTreeSet<_> = all.iter().map(|message| &message.payload).collect();
        assert!(payloads.len() < all.len(), "nothing was sent twice");
        assert!(
            all.windows(2).any(|pair| pair[0].happened > pair[1].happened),
            "nothing came out of order"
        );
        let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
        for message in &all {
            *sizes.entry(message.topic).or_default() += 1;
        }
        assert_eq!(sizes.len(), 6, "{sizes:?}");
    }

    #[test]
    fn the_definitions_know_every_identifier() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/definitions");
        let known = aggregator::definitions::load(std::path::Path::new(folder)).unwrap();
        let organisation = &known.organisation;
        let is_known = |field: &str, id: &str| match field {
            "service" => known.service(id).is_some(),
            "priority" => organisation.priorities.iter().any(|one| one.id.as_str() == id),
            "state" => organisation.states.iter().any(|one| one.id.as_str() == id),
            "channel" => organisation.channels.iter().any(|one| one.id.as_str() == id),
            "grade" => organisation.grades.iter().any(|one| one.id.as_str() == id),
            "assignment_group" => organisation.groups.iter().any(|one| one.id.as_str() == id),
            "supplier" => organisation.suppliers.iter().any(|one| one.id.as_str() == id),
            "customer" => organisation.customers.iter().any(|one| one.id.as_str() == id),
            _ => true,
        };
        let mut unknown = BTreeSet::new();
        for message in messages(&story(14))
            .iter()
            .filter(|message| !message.key.starts_with("rubbish"))
        {
            let event: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
            for (field, value) in event["data"].as_object().unwrap() {
                if value.as_str().is_some_and(|id| !is_known(field, id)) {
                    unknown.insert(format!("{field} {value}"));
                }
            }
        }
        assert!(unknown.is_empty(), "{unknown:#?}");
    }
}
