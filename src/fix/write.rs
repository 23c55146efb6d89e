//! A new text in the place of a file: wholly or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::source::Encoding;

/// Why a file was left as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody else has written to it.
    #[error("the file has changed since it was read, and was left as it is; run factlint again")]
    Changed,
    /// Somebody else has removed it or given it another name.
    #[error("the file is not there any more; run factlint again")]
    Gone,
    /// Its owner does not want it to be written to.
    #[error("the file is read-only, and was left as it is")]
    ReadOnly,
    /// It is a device, a pipe or the like.
    #[error("no regular file, and left as it is")]
    NotRegular,
    /// A fix needs a character that the encoding of the file does not have.
    #[error(
        "“{0}” cannot be written in the encoding of the file, which was left as it is; convert it to UTF-8"
    )]
    Encoding(char),
    /// The disk says no.
    #[error("{0}; the file was left as it is")]
    Disk(#[from] io::Error),
}

/// What the names of temporary files begin and end with.
const PREFIX: &str = ".factlint-";
const SUFFIX: &str = ".tmp";
/// No run takes so long between making a temporary file and renaming it.
const STALE: Duration = Duration::from_hours(1);

/// Removes from a folder what runs that were killed have left in it. What may belong to a run of today stays.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
        let changed = entry.metadata().and_then(|about| about.modified());
        let age = changed.ok().and_then(|changed| changed.elapsed().ok());
        if name.to_str().is_some_and(is_ours) && age.is_some_and(|age| age > STALE) {
            // Another run may have removed it in the meantime.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The steps of writing, each of which may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Create,
    Write,
    Attributes,
    Sync,
    Rename,
}

/// Puts a new text in the place of a file that held `before`. The file keeps its encoding and its mode; a symbolic link
/// stays one. Whoever reads the file, or pulls the plug, finds the old text or the new one.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), WriteError> {
    replace_with(path, before, after, &mut |_, _| Ok(()))
}

/// As [`replace`]; `hook` is told each step before it is taken, with the temporary file, and may let it fail.
fn replace_with(
    path: &Path,
    before: &str,
    after: &str,
    hook: &mut dyn FnMut(Step, Option<&Path>) -> io::Result<()>,
) -> Result<(), WriteError> {
    let gone = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => WriteError::Gone,
        _ => WriteError::Disk(error),
    };
    let path = fs::canonicalize(path).map_err(gone)?;
    let old = fs::metadata(&path).map_err(gone)?;
    if !old.is_file() {
        return Err(WriteError::NotRegular);
    }
    if old.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    let (bytes, encoding) = read(&path, before)?;
    let new = encoding.encode(after).map_err(WriteError::Encoding)?;
    hook(Step::Create, None)?;
    // In the same folder, and so on the same disk: a name can only be moved within one. What a run that is killed leaves
    // behind is hidden, no report, and removed by a later run.
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut file = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(&folder)?;
    hook(Step::Write, Some(file.path()))?;
    file.write_all(&new)?;
    hook(Step::Attributes, Some(file.path()))?;
    keep_owner(&old, file.as_file());
    file.as_file().set_permissions(old.permissions())?;
    hook(Step::Sync, Some(file.path()))?;
    file.as_file().sync_all()?;
    hook(Step::Rename, Some(file.path()))?;
    if fs::read(&path).map_err(gone)? != bytes {
        return Err(WriteError::Changed);
    }
    file.persist(&path).map_err(|error| error.error)?;
    sync_folder(&folder);
    Ok(())
}

/// The bytes of a file and their encoding, if they are still those of a text.
fn read(path: &Path, text: &str) -> Result<(Vec<u8>, Encoding), WriteError> {
    let bytes = fs::read(path)?;
    match Encoding::decode(bytes.clone()) {
        Ok((now, encoding)) if now == text && encoding.encode(&now).as_ref() == Ok(&bytes) => {
            Ok((bytes, encoding))
        }
        _ => Err(WriteError::Changed),
    }
}

/// A file keeps its owner where whoever runs the program may give files away.
#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};

    let is_same = new
        .metadata()
        .is_ok_and(|new| (new.uid(), new.gid()) == (old.uid(), old.gid()));
    if !is_same {
        // Else it belongs to whoever wrote it, as with every editor that writes like this.
        let _ = fchown(new, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) {}

/// Makes the new name survive a loss of power, where folders can be synced. The text is whole with or without it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 5] = [
        Step::Create,
        Step::Write,
        Step::Attributes,
        Step::Sync,
        Step::Rename,
    ];

    fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, bytes).expect("a file");
        (folder, path)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_encoding_and_the_line_ends_stay() {
        for (bytes, before, after, expected) in [
            (
                &b"\xEF\xBB\xBFteh\r\nb"[..],
                "\u{FEFF}teh\r\nb",
                "\u{FEFF}the\r\nb",
                &b"\xEF\xBB\xBFthe\r\nb"[..],
            ),
            (b"\xFF\xFEa\0\n\0", "a\n", "é\n", b"\xFF\xFE\xE9\0\n\0"),
            (b"\xE9 \x93a\x94", "é “a”", "é “b”", b"\xE9 \x93b\x94"),
        ] {
            let (_folder, path) = file(bytes);
            replace(&path, before, after).expect("written");
            assert_eq!(fs::read(&path).expect("a file"), expected);
        }
    }

    #[test]
    fn a_character_that_the_file_cannot_hold_is_named() {
        let (_folder, path) = file(b"\xE9a");
        let error = replace(&path, "éa", "é→").expect_err("refused");
        assert!(matches!(error, WriteError::Encoding('→')));
        assert_eq!(fs::read(&path).expect("a file"), b"\xE9a");
    }

    #[test]
    fn a_file_that_has_changed_is_left_as_it_is() {
        let (_folder, path) = file(b"new words");
        let error = replace(&path, "old words", "mended words").expect_err("refused");
        assert!(matches!(error, WriteError::Changed));
        // Also if it changes at the last moment.
        let error = replace_with(&path, "new words", "mended", &mut |step, _| match step {
            Step::Rename => fs::write(&path, "newer words"),
            _ => Ok(()),
        });
        assert!(matches!(error, Err(WriteError::Changed)));
        assert_eq!(fs::read(&path).expect("a file"), b"newer words");
    }

    #[test]
    fn whatever_fails_the_file_is_whole_and_nothing_lies_about() {
        for failing in STEPS {
            let (folder, path) = file(b"old");
            let mut seen = Vec::new();
            let result = replace_with(&path, "old", "new", &mut |step, temporary| {
                seen.push(step);
                // At no moment is there anything but a whole text under the name.
                assert_eq!(fs::read(&path).expect("a file"), b"old", "before {step:?}");
                assert_eq!(temporary.is_some(), step != Step::Create);
                if step == failing {
                    return Err(io::Error::other("the disk is full"));
                }
                Ok(())
            });
            assert!(matches!(result, Err(WriteError::Disk(_))), "{failing:?}");
            assert_eq!(seen.last(), Some(&failing));
            assert_eq!(fs::read(&path).expect("a file"), b"old", "{failing:?}");
            assert_eq!(names(folder.path()), ["a.md"], "{failing:?}");
        }
    }

    #[test]
    fn a_file_that_is_gone_stays_gone() {
        let (folder, path) = file(b"old");
        let error = replace_with(&path, "old", "new", &mut |step, _| match step {
            Step::Rename => fs::remove_file(&path),
            _ => Ok(()),
        });
        assert!(matches!(error, Err(WriteError::Gone)));
        let error = replace(&path, "old", "new").expect_err("refused");
        assert!(matches!(error, WriteError::Gone));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_a_killed_run_has_left_is_removed_later() {
        let (folder, _path) = file(b"old");
        let long_ago = std::time::SystemTime::now() - 2 * STALE;
        for (name, is_old) in [
            (".factlint-a1.tmp", true),
            (".factlint-b2.tmp", false),
            (".factlint-notes", true),
            ("factlint-c3.tmp", true),
        ] {
            let file = File::create(folder.path().join(name)).expect("a file");
            if is_old {
                file.set_modified(long_ago).expect("a time");
            }
        }
        sweep(folder.path());
        let left = [
            ".factlint-b2.tmp",
            ".factlint-notes",
            "a.md",
            "factlint-c3.tmp",
        ];
        assert_eq!(names(folder.path()), left);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let (folder, path) = file(b"old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        let link = folder.path().join("link.md");
        symlink("a.md", &link).expect("a link");
        replace(&link, "old", "new").expect("written");
        assert_eq!(fs::read(&path).expect("a file"), b"new");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("a mode");
        let error = replace(&path, "new", "newer").expect_err("refused");
        assert!(matches!(error, WriteError::ReadOnly));
        let error = replace(Path::new("/dev/null"), "", "new").expect_err("refused");
        assert!(matches!(error, WriteError::NotRegular));
    }
}
