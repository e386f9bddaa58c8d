//! The feed as it is in real life: delays, disorder, resent and corrected events, and messages that make no sense.
use jiff::ToSpan as _;

use super::dice::Dice;
use super::message::Message;
use super::story::Story;

/// Gives every message its arrival, repeats some, adds rubbish, and sorts by arrival.
pub fn feed(story: &Story, messages: Vec<Message>) -> Vec<Message> {
    let mut dice = Dice::new(story.seed, "noise", 0);
    let mut feed = Vec::with_capacity(messages.len() + messages.len() / 80);
    for mut message in messages {
        message.arrives = message.happened + delay(&mut dice);
        if dice.chance(0.007) {
            let again = message.arrives + dice.between(1, 900).seconds();
            feed.push(Message {
                arrives: again,
                ..message.clone()
            });
        }
        feed.push(message);
    }
    feed.extend(rubbish(story));
    feed.sort_by(|a, b| (a.arrives, &a.key, &a.payload).cmp(&(b.arrives, &b.key, &b.payload)));
    feed
}

/// Most events come within a minute and a half, so neighbours swap; some come hours or days late.
fn delay(dice: &mut Dice) -> jiff::Span {
    match dice.between(0, 999) {
        0..=2 => dice.between(24 * 60, 4 * 24 * 60).minutes(),
        3..=32 => dice.between(5, 120).minutes(),
        _ => dice.between(0, 90).seconds(),
    }
}

/// Messages that become dead letters, each for another reason.
fn rubbish(story: &Story) -> Vec<Message> {
    let good = r#"{"specversion":"1.0","id":"RUBBISH-4","source":"/itsm","type":"incident.v1","subject":"INC0000004","time":"2026-01-05T09:00:00+08:00","data":{"service":"securities"}}"#;
    let letters: [(&'static str, Vec<u8>); 7] = [
        ("incident", b"hello".to_vec()),
        ("incident", Vec::new()),
        ("incident", good.replace("+08:00", "").into_bytes()),
        (
            "change",
            good.replace("\"incident.v1\"", "\"change.v9\"").into_bytes(),
        ),
        (
            "release",
            good.replace("\"subject\":\"INC0000004\",", "").into_bytes(),
        ),
        (
            "availability",
            good.replace("securities", "\u{8b49}")
                .bytes()
                .map(|byte| byte ^ u8::from(byte > 127))
                .chain([0xff])
                .collect(),
        ),
        (
            "governance",
            good.replace("{\"service\":\"securities\"}", "7").into_bytes(),
        ),
    ];
    let spread = (story.end().as_second() - story.disaster().as_second()).max(60) / 8;
    letters
        .into_iter()
        .zip(1..)
        .map(|((topic, payload), number)| {
            let happened = story.disaster() + (spread * number).seconds();
            Message {
                topic,
                key: format!("rubbish-{number}"),
                payload,
                happened,
                arrives: happened,
            }
        })
        .collect()
}
