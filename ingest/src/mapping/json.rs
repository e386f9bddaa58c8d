//! Writes a mapped event as JSON text, field by field, without a tree in between.

use jiff::Timestamp;

use super::contract::Kind;

/// An event being written; the envelope first, then the fields of its data.
pub(super) struct Writer<'m> {
    text: String,
    in_data: bool,
    /// The object inside the data whose members are being written (`response`).
    within: Option<&'m str>,
    /// Whether the next member is the first of its object.
    first: bool,
}

impl<'m> Writer<'m> {
    pub(super) fn envelope(source: &str, event_type: &str, id: &str, subject: &str, time: Timestamp) -> Self {
        let mut writer = Self {
            text: String::with_capacity(1024),
            in_data: false,
            within: None,
            first: false,
        };
        writer.text.push_str("{\"specversion\":\"1.0\",\"id\":");
        writer.quoted(id);
        for (name, value) in [("source", source), ("type", event_type), ("subject", subject)] {
            writer.member(name);
            writer.quoted(value);
        }
        writer.member("time");
        writer.quoted(&time.to_string());
        writer
    }

    /// The envelope's `sequence`; before any field.
    pub(super) fn sequence(&mut self, number: u64) {
        self.member("sequence");
        self.quoted(&number.to_string());
    }

    /// One field of the data; `outer.inner` is a member of the object `outer`.
    pub(super) fn field(&mut self, target: &'m str, kind: &Kind, value: &str) {
        self.open_data();
        let (outer, name) = match target.split_once('.') {
            Some((outer, inner)) => (Some(outer), inner),
            None => (None, target),
        };
        if self.within != outer {
            if self.within.is_some() {
                self.text.push('}');
                self.first = false;
            }
            if let Some(outer) = outer {
                self.member(outer);
                self.text.push('{');
                self.first = true;
            }
            self.within = outer;
        }
        self.member(name);
        if kind.is_quoted() {
            self.quoted(value)
        } else {
            self.text.push_str(value)
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.open_data();
        self.text
            .push_str(if self.within.is_some() { "}}}" } else { "}}" });
        self.text
    }

    fn open_data(&mut self) {
        if !self.in_data {
            self.member("data");
            self.text.push('{');
            (self.in_data, self.first) = (true, true);
        }
    }

    fn member(&mut self, name: &str) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
        // Names are the contract's, they need no escaping.
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        if value
            .bytes()
            .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
        {
            self.text.push_str(value);
        } else {
            self.escaped(value);
        }
        self.text.push('"');
    }

    fn escaped(&mut self, value: &str) {
        for character in value.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                control if u32::from(control) < 0x20 => {
                    self.text.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                plain => self.text.push(plain),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn event(fields: &[(&'static str, Kind, &str)]) -> Value {
        let mut writer = Writer::envelope("urn:x", "incident.v1", "i", "s", Timestamp::UNIX_EPOCH);
        writer.sequence(7);
        fields
            .iter()
            .for_each(|(target, kind, value)| writer.field(target, kind, value));
        serde_json::from_str(&writer.finish()).unwrap()
    }

    #[test]
    fn members_of_one_object_stand_together() {
        let fields = [
            ("open", Kind::Boolean, "true"),
            ("response.at", Kind::Time, "1970-01-01T00:00:00Z"),
            ("response.by", Kind::Text, "person"),
            ("stage.n", Kind::Integer, "3"),
        ];
        assert_eq!(
            event(&fields)["data"],
            json!({"open": true, "response": {"at": "1970-01-01T00:00:00Z", "by": "person"}, "stage": {"n": 3}})
        );
        assert_eq!(event(&[])["data"], json!({}));
        assert_eq!(event(&[])["sequence"], json!("7"));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in "\\PC*|[\\x00-\\x7f]*") {
            prop_assert_eq!(&event(&[("title", Kind::Text, &text)])["data"]["title"], &json!(text));
        }
    }
}
