//! The configuration: flags before environment before file before defaults, each key known by name.
mod file;
pub mod keys;
mod secret;
mod suggest;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, Result, anyhow, bail};

pub use secret::Secret;

use keys::{KAFKA_PROPERTIES, KEYS, KNOWN_VARIABLES, Kind};

/// The file that is read when it exists and no other is named.
pub const DEFAULT_FILE: &str = "service-report.toml";

/// All settings, resolved. Ask by the names of [`keys::KEYS`].
#[derive(Clone, Debug)]
pub struct Config {
    settings: BTreeMap<String, Resolved>,
    /// Environment variables with our prefix that no key has; worth a warning, not a refusal,
    /// because container platforms put variables of this form there by themselves.
    pub strange_variables: Vec<String>,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// A line of the configuration file.
    File {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
    },
    /// An environment variable.
    Environment(String),
    /// A flag on the command line.
    Flag,
}

/// One setting of one layer, not yet resolved.
pub struct Setting {
    /// Name of the key.
    pub name: String,
    /// Its value as text; lists separated by commas.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

#[derive(Clone, Debug)]
struct Resolved {
    value: Secret,
    origin: Origin,
}

impl Config {
    /// Resolves the layers: `flags` over `environment` over the file over defaults.
    ///
    /// # Errors
    /// A named file that is not there, unknown keys or wrong values in it, unreadable secret files.
    pub fn load(
        named_file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<Self> {
        let (variables, strange_variables) = from_environment(environment);
        let flags = flags.into_iter().map(|(name, value)| Setting {
            name: name.into(),
            value,
            origin: Origin::Flag,
        });
        let layers = defaults()
            .chain(from_file(named_file)?)
            .chain(variables)
            .chain(flags);
        let mut config = Self {
            settings: BTreeMap::new(),
            strange_variables,
        };
        for setting in layers {
            config.set(setting)?;
        }
        Ok(config)
    }

    /// Another default for a command of its own; whatever somebody set stays.
    pub fn prefer(&mut self, name: &str, value: &str) {
        if self.origin(name) == &Origin::Default {
            let resolved = Resolved {
                value: Secret::new(value),
                origin: Origin::Default,
            };
            self.settings.insert(name.to_owned(), resolved);
        }
    }

    /// A text; empty when not set.
    pub fn text(&self, name: &str) -> &str {
        self.settings
            .get(name)
            .map_or("", |setting| setting.value.reveal())
    }

    /// A text that may be missing.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A path that may be missing.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.optional(name).map(PathBuf::from)
    }

    /// A secret; empty when not set.
    pub fn secret(&self, name: &str) -> Secret {
        Secret::new(self.text(name))
    }

    /// The items of a list.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.text(name)
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A number of at least one.
    ///
    /// # Errors
    /// Not a whole number, zero, or too large for `N`.
    pub fn number<N: FromStr + PartialEq + Default>(&self, name: &str) -> Result<N> {
        match self.text(name).parse() {
            Ok(number) if number != N::default() => Ok(number),
            _ => bail!(
                "`{name}` is \"{}\" ({}), but must be a whole number of at least 1",
                self.text(name),
                self.origin(name)
            ),
        }
    }

    /// Properties for librdkafka, the passwords among them.
    pub fn kafka_properties(&self) -> Vec<(String, Secret)> {
        let passed = self.settings.iter().filter_map(|(name, setting)| {
            Some((
                name.strip_prefix(KAFKA_PROPERTIES)?.to_owned(),
                setting.value.clone(),
            ))
        });
        let passwords = [
            ("kafka.sasl_password", "sasl.password"),
            ("kafka.key_password", "ssl.key.password"),
        ]
        .into_iter()
        .filter_map(|(name, property)| Some((property.to_owned(), Secret::new(self.optional(name)?))));
        passed.chain(passwords).collect()
    }

    /// Where the value of a key comes from.
    pub fn origin(&self, name: &str) -> &Origin {
        self.settings
            .get(name)
            .map_or(&Origin::Default, |setting| &setting.origin)
    }

    /// Every key with its value for people (secrets hidden) and its origin.
    pub fn shown(&self) -> impl Iterator<Item = (&str, String, &Origin)> {
        self.settings.iter().map(|(name, setting)| {
            let hidden = keys::find(name).is_none_or(|key| key.kind == Kind::Secret);
            let value = if hidden {
                format!("{:?}", setting.value)
            } else {
                setting.value.reveal().to_owned()
            };
            (name.as_str(), value, &setting.origin)
        })
    }

    fn set(&mut self, setting: Setting) -> Result<()> {
        let Setting {
            mut name,
            mut value,
            origin,
        } = setting;
        if let Some(key) = keys::find(&name).filter(|key| key.name != name) {
            value = std::fs::read_to_string(&value)
                .with_context(|| format!("cannot read the file that `{name}` names ({origin}): {value}"))?
                .trim_end_matches(['\r', '\n'])
                .to_owned();
            name = key.name.to_owned();
        }
        self.settings.insert(
            name,
            Resolved {
                value: Secret::new(value),
                origin,
            },
        );
        Ok(())
    }
}

fn defaults() -> impl Iterator<Item = Setting> {
    KEYS.iter().map(|key| Setting {
        name: key.name.into(),
        value: key.default.into(),
        origin: Origin::Default,
    })
}

fn from_file(named: Option<&Path>) -> Result<Vec<Setting>> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => file::parse(path, &text),
        Err(_) if named.is_none() && !path.exists() => Ok(Vec::new()),
        Err(error) => Err(anyhow!(error)).with_context(|| {
            format!(
                "cannot read the configuration file {} (--config or SERVICE_REPORT_CONFIG)",
                path.display()
            )
        }),
    }
}

/// Settings of the environment, the well-known variables first so that ours win, and variables that no key has.
fn from_environment(environment: impl Iterator<Item = (String, String)>) -> (Vec<Setting>, Vec<String>) {
    let mut variables: BTreeMap<String, String> =
        environment.filter(|(_, value)| !value.is_empty()).collect();
    let mut settings = Vec::new();
    let mut take = |variable: String, name: String| {
        if let Some(value) = variables.remove(&variable) {
            settings.push(Setting {
                name,
                value,
                origin: Origin::Environment(variable),
            });
        }
    };
    for (variable, name) in KNOWN_VARIABLES {
        take(variable.into(), name.into());
    }
    for key in KEYS {
        take(key.variable(), key.name.into());
        if key.kind == Kind::Secret {
            take(format!("{}_FILE", key.variable()), format!("{}_file", key.name));
        }
    }
    let ours = ["SERVICE_REPORT_CONFIG", "SERVICE_REPORT_CHDB"];
    let strange = variables.into_keys();
    let strange =
        strange.filter(|name| name.starts_with("SERVICE_REPORT_") && !ours.contains(&name.as_str()));
    (settings, strange.collect())
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => write!(formatter, "default"),
            Self::File { path, line } => write!(formatter, "{}:{line}", path.display()),
            Self::Environment(variable) => write!(formatter, "environment variable {variable}"),
            Self::Flag => write!(formatter, "flag"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, environment: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        std::fs::write(&path, file).unwrap();
        let environment = environment
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Config::load(
            Some(&path),
            environment,
            flags.iter().map(|(k, v)| (*k, (*v).to_owned())),
        )
    }

    #[test]
    fn flags_beat_environment_beats_file_beats_default() {
        let file = "[clickhouse]\nurl = \"http://file\"\nuser = \"file\"\ndatabase = \"file\"\n";
        let environment = [
            ("CLICKHOUSE_URL", "http://known"),
            ("SERVICE_REPORT_CLICKHOUSE_URL", "http://ours"),
            ("SERVICE_REPORT_CLICKHOUSE_USER", "env"),
        ];
        let config = load(file, &environment, &[("clickhouse.user", "flag")]).unwrap();
        assert_eq!(config.text("clickhouse.url"), "http://ours");
        assert_eq!(config.text("clickhouse.user"), "flag");
        assert_eq!(config.text("clickhouse.database"), "file");
        assert_eq!(config.text("kafka.group"), "service-report");
        assert_eq!(config.origin("clickhouse.user"), &Origin::Flag);
    }

    #[test]
    fn secrets_come_from_files_and_never_show() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("password");
        std::fs::write(&secret, "hunter2\n").unwrap();
        let file = format!(
            "[clickhouse]\npassword_file = \"{}\"\n[kafka.properties]\n\"x.y\" = \"hunter3\"",
            secret.display()
        );
        let config = load(&file, &[("SERVICE_REPORT_KAFKA_SASL_PASSWORD", "hunter4")], &[]).unwrap();
        assert_eq!(config.secret("clickhouse.password").reveal(), "hunter2");
        let all: String = config
            .shown()
            .map(|(name, value, origin)| format!("{name} {value} {origin}\n"))
            .collect();
        assert!(!format!("{config:?}{all}").contains("hunter"));
        assert_eq!(config.kafka_properties().len(), 2);
    }

    #[test]
    fn numbers_and_strange_variables_are_told() {
        let config = load(
            "",
            &[
                ("SERVICE_REPORT_INGEST_BATCH_ROWS", "0"),
                ("SERVICE_REPORT_PORT", "tcp://x"),
            ],
            &[],
        )
        .unwrap();
        assert!(
            config
                .number::<usize>("ingest.batch_rows")
                .unwrap_err()
                .to_string()
                .contains("at least 1")
        );
        assert_eq!(config.strange_variables, ["SERVICE_REPORT_PORT"]);
    }

    #[test]
    fn a_named_file_must_exist() {
        let error = Config::load(Some(Path::new("/nowhere/c.toml")), std::iter::empty(), []).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("cannot read the configuration file /nowhere/c.toml")
        );
    }
}
