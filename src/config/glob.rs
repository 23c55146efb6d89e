//! A glob over paths as seen from the folder of the settings.

use globset::{GlobBuilder, GlobMatcher};
use serde::de::{Deserialize, Deserializer};

use crate::yaml;

/// A glob: `*` and `?` stay within a folder, `**` does not, `{a,b}` is a choice.
#[derive(Debug, Clone)]
pub struct Glob {
    written: String,
    matcher: GlobMatcher,
}

impl Glob {
    /// Whether a path matches, or a folder that it is in. The path is written with `/`.
    pub fn matches(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders
            .chain([path])
            .any(|path| self.matcher.is_match(path))
    }
}

impl AsRef<str> for Glob {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

yaml::inline_schema!(
    Glob,
    yaml::text_schema(
        "A glob: `*` and `?` stay within a folder, `**` does not, `{a,b}` is a choice."
    )
);

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Glob, D::Error> {
        yaml::text(deserializer, |written| {
            let pattern = written.strip_prefix("./").unwrap_or(&written);
            let pattern = pattern.strip_suffix('/').unwrap_or(pattern);
            match GlobBuilder::new(pattern).literal_separator(true).build() {
                _ if pattern.is_empty() => Err("nothing is written here".to_owned()),
                Ok(glob) => Ok(Glob {
                    matcher: glob.compile_matcher(),
                    written,
                }),
                Err(error) => Err(format!("`{written}` is no glob: {}", error.kind())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_files_and_what_is_in_folders() {
        for (glob, path, expected) in [
            ("reports/*.md", "reports/2020.md", true),
            ("reports/*.md", "reports/old/2020.md", false),
            ("./reports/**/*.md", "reports/old/2020.md", true),
            ("reports", "reports/old/2020.md", true),
            ("reports/", "reports/2020.md", true),
            ("reports", "reports.md", false),
            ("*", "reports/old/2020.md", true),
            ("**/2020.{md,txt}", "2020.txt", true),
            ("2020.md", "reports/2020.md", false),
            ("../*.md", "../2020.md", true),
        ] {
            let glob: Glob = serde_yaml::from_str(&format!("'{glob}'")).unwrap();
            assert_eq!(glob.matches(path), expected, "{glob:?} {path}");
        }
    }
}
