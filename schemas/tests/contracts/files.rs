//! The schemas and examples of this crate, read from their files, for the tests that hold them together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri, Validator};
use schemas::Kind;
use serde_json::Value;

pub(crate) struct Contracts {
    pub(crate) envelope: Validator,
    by_kind: BTreeMap<&'static str, Validator>,
}

pub(crate) struct Example {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

impl Contracts {
    pub(crate) fn load() -> Contracts {
        let by_kind = Kind::ALL
            .iter()
            .map(|kind| (kind.as_str(), validator(kind.as_str())))
            .collect();
        Contracts {
            envelope: validator("envelope.v1"),
            by_kind,
        }
    }

    /// The schema that judges `event`: that of its type, or the envelope's if it has no known type.
    pub(crate) fn of(&self, event: &Value) -> &Validator {
        let name = event.get("type").and_then(Value::as_str).unwrap_or_default();
        self.by_kind.get(name).unwrap_or(&self.envelope)
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The schema file `events/<name>.schema.json`.
pub(crate) fn schema(name: &str) -> Value {
    let path = root().join("events").join(format!("{name}.schema.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every good example of `kind`.
pub(crate) fn good(kind: Kind) -> Vec<Example> {
    examples(&root().join("examples/good").join(kind.record_type()))
}

/// Every bad example.
pub(crate) fn bad() -> Vec<Example> {
    examples(&root().join("examples/bad"))
}

fn examples(folder: &Path) -> Vec<Example> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| Example {
            bytes: fs::read(&path).unwrap(),
            path,
        })
        .collect()
}

impl Example {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }

    pub(crate) fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }
}

const BASE: &str = "file:///events/";

struct Files;

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri
            .as_str()
            .strip_prefix(BASE)
            .and_then(|name| name.strip_suffix(".schema.json"));
        name.map(schema)
            .ok_or_else(|| format!("{uri} is no schema of this folder").into())
    }
}

fn validator(name: &str) -> Validator {
    jsonschema::options()
        .with_base_uri(format!("{BASE}{name}.schema.json"))
        .with_retriever(Files)
        .should_validate_formats(true)
        .build(&schema(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}
