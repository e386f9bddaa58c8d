//! Writes rendered reports into a folder, with an index of all that are there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tokio::fs;

use crate::locale::Language;
use crate::render::{self, IndexEntry};
use crate::{Error, Month, Report};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The page in each language.
    pub pages: Vec<PathBuf>,
    /// The JSON; none when it was not asked for.
    pub json: Option<PathBuf>,
    /// The page that lists all reports of the folder.
    pub index: PathBuf,
}

/// Which formats are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formats {
    /// HTML and JSON.
    All,
    /// HTML alone.
    Html,
    /// JSON alone.
    Json,
}

/// Renders `report` into `dir/<month>/service-report-<month>.<language>.html` and `….json`, and `dir/index.html`
/// anew. A file is replaced whole: a reader sees the old one or the new one.
///
/// # Errors
/// Rendering's, and [`Error::File`] with the path.
pub async fn publish(
    dir: &Path,
    report: &Report,
    languages: &[Language],
    formats: Formats,
) -> Result<Published, Error> {
    let month = report.data.control.month;
    let folder = dir.join(month.to_string());
    fs::create_dir_all(&folder).await.map_err(|source| Error::File {
        doing: "creating",
        path: folder.clone(),
        source,
    })?;
    let mut pages = Vec::new();
    if formats != Formats::Json {
        for language in languages {
            let page = folder.join(format!("service-report-{month}.{}.html", language.tag()));
            write(&page, &render::html(report, *language)?).await?;
            pages.push(page);
        }
    }
    let mut json = None;
    if formats != Formats::Html {
        let path = folder.join(format!("service-report-{month}.json"));
        write(&path, &render::json(report)?).await?;
        json = Some(path);
    }
    let index = dir.join("index.html");
    let language = languages.first().copied().unwrap_or(Language::English);
    write(&index, &render::index(&entries(dir).await?, language)?).await?;
    Ok(Published { pages, json, index })
}

/// The reports in a folder, the newest month first.
async fn entries(dir: &Path) -> Result<Vec<IndexEntry>, Error> {
    let mut months: BTreeMap<Month, IndexEntry> = BTreeMap::new();
    for name in names(dir).await? {
        let Ok(month) = name.parse::<Month>() else {
            continue;
        };
        let files = names(&dir.join(&name)).await?;
        let has = |file: &String| files.contains(file);
        let pages = Language::ALL
            .into_iter()
            .map(|language| {
                (
                    language.tag(),
                    format!("service-report-{month}.{}.html", language.tag()),
                )
            })
            .filter(|(_, file)| has(file))
            .map(|(tag, file)| (tag.to_owned(), format!("{name}/{file}")))
            .collect::<Vec<_>>();
        let json = Some(format!("service-report-{month}.json"))
            .filter(has)
            .map(|file| format!("{name}/{file}"));
        if !pages.is_empty() || json.is_some() {
            months.insert(month, IndexEntry { month, pages, json });
        }
    }
    Ok(months.into_values().rev().collect())
}

async fn names(dir: &Path) -> Result<Vec<String>, Error> {
    let broken = |source| Error::File {
        doing: "listing",
        path: dir.to_owned(),
        source,
    };
    let mut found = Vec::new();
    let mut entries = fs::read_dir(dir).await.map_err(broken)?;
    while let Some(entry) = entries.next_entry().await.map_err(broken)? {
        found.extend(entry.file_name().into_string());
    }
    found.sort();
    Ok(found)
}

async fn write(path: &Path, text: &str) -> Result<(), Error> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let broken = |source| Error::File {
        doing: "writing",
        path: path.to_owned(),
        source,
    };
    fs::write(&partial, text).await.map_err(broken)?;
    fs::rename(&partial, path).await.map_err(broken)
}
