//! The configuration file: TOML to plain settings; unknown keys and wrong kinds are refused with their line.
use std::path::Path;

use anyhow::{Result, bail};
use toml::de::{DeTable, DeValue};

use super::keys::{self, KAFKA_PROPERTIES, Kind};
use super::{Origin, Setting, suggest};

/// Reads the text of a configuration file.
///
/// # Errors
/// Not TOML, an unknown key, or a value of the wrong kind: each with file, line and remedy.
pub fn parse(path: &Path, text: &str) -> Result<Vec<Setting>> {
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            bail!("{}:{line}: this is not TOML: {}", path.display(), error.message());
        }
    };
    let mut settings = Vec::new();
    walk(&File { path, text }, "", document.get_ref(), &mut settings)?;
    Ok(settings)
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

fn walk(file: &File<'_>, prefix: &str, table: &DeTable<'_>, settings: &mut Vec<Setting>) -> Result<()> {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        let line = line_of(file.text, key.span().start);
        if let DeValue::Table(inner) = value.get_ref() {
            walk(file, &format!("{name}."), inner, settings)?;
            continue;
        }
        let place = format!("{}:{line}", file.path.display());
        let Some(text) = plain(&name, value.get_ref()).map_err(|wanted| {
            anyhow::anyhow!("{place}: `{name}` must be {wanted}; docs/configuration.md shows an example")
        })?
        else {
            let hint = suggest::nearest(&name, keys::names()).map(|near| format!(" Did you mean `{near}`?"));
            bail!(
                "{place}: there is no configuration key `{name}`.{} docs/configuration.md lists all keys",
                hint.unwrap_or_default()
            );
        };
        settings.push(Setting {
            name,
            value: text,
            origin: Origin::File {
                path: file.path.into(),
                line,
            },
        });
    }
    Ok(())
}

/// The value as text; `None` for an unknown key; what the key wants for a wrong kind.
fn plain(name: &str, value: &DeValue<'_>) -> Result<Option<String>, &'static str> {
    if name.starts_with(KAFKA_PROPERTIES) {
        return match value {
            DeValue::String(text) => Ok(Some(text.to_string())),
            DeValue::Integer(number) => Ok(Some(number.to_string())),
            DeValue::Boolean(flag) => Ok(Some(flag.to_string())),
            _ => Err("a text, a number or true/false"),
        };
    }
    let Some(key) = keys::find(name) else {
        return Ok(None);
    };
    match (key.kind, value) {
        (Kind::Number, DeValue::Integer(number)) => Ok(Some(number.to_string())),
        (Kind::Number, _) => Err("a whole number"),
        (Kind::List, DeValue::Array(items)) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(text.to_string()),
                _ => Err("a list of texts"),
            })
            .collect::<Result<Vec<_>, _>>()
            .map(|items| Some(items.join(","))),
        (Kind::List, _) => Err("a list of texts"),
        (_, DeValue::String(text)) => Ok(Some(text.to_string())),
        _ => Err("a text in quotation marks"),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse(Path::new("service-report.toml"), text)
            .err()
            .unwrap()
            .to_string()
    }

    #[test]
    fn unknown_keys_are_refused_with_line_and_suggestion() {
        let message = refusal("language = \"en\"\n\n[clickhouse]\nulr = \"http://x\"\n");
        assert!(
            message.starts_with("service-report.toml:4: there is no configuration key `clickhouse.ulr`.")
        );
        assert!(message.contains("Did you mean `clickhouse.url`?"), "{message}");
    }

    #[test]
    fn wrong_kinds_and_broken_files_are_refused_with_line() {
        assert!(
            refusal("[ingest]\nbatch_rows = \"many\"")
                .contains(":2: `ingest.batch_rows` must be a whole number")
        );
        assert!(refusal("[kafka]\ntopics = \"incident\"").contains(":2: `kafka.topics` must be a list"));
        assert!(refusal("language = 3").contains(":1: `language` must be a text"));
        assert!(refusal("a = 1\n[[[").contains(":2: this is not TOML"));
    }

    #[test]
    fn properties_of_librdkafka_pass_through() {
        let settings = parse(
            Path::new("x"),
            "[kafka.properties]\n\"security.protocol\" = \"SSL\"\n\"socket.keepalive.enable\" = true\n",
        )
        .unwrap();
        let names: Vec<_> = settings
            .iter()
            .map(|s| (s.name.as_str(), s.value.as_str()))
            .collect();
        assert_eq!(
            names,
            [
                ("kafka.properties.security.protocol", "SSL"),
                ("kafka.properties.socket.keepalive.enable", "true")
            ]
        );
    }
}
