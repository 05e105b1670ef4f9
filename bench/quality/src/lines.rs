//! The lines of a file of rows, compressed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use lzma_rust2::XzReader;

/// Opens a file; one whose name ends in `.xz` is decompressed.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let compressed = path.extension().is_some_and(|ending| ending == "xz");
    Ok(if compressed {
        Box::new(BufReader::with_capacity(1 << 16, unpack(file)))
    } else {
        Box::new(file)
    })
}

/// Several streams in one file are one text, as `xz` itself reads them.
fn unpack(file: impl Read) -> impl Read {
    XzReader::new(file, true)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, Write as _};

    use lzma_rust2::{XzOptions, XzWriter};

    #[test]
    fn reads_plain_and_compressed() {
        let root = tempfile::tempdir().unwrap();
        let rows = "{\"text\": \"é\"}\n{\"text\": \"b\"}\n".repeat(3_000);
        let plain = root.path().join("a.jsonl");
        std::fs::write(&plain, &rows).unwrap();
        let packed = root.path().join("a.jsonl.xz");
        let mut bytes = Vec::new();
        for half in [rows.split_at(42).0, rows.split_at(42).1] {
            let mut writer = XzWriter::new(Vec::new(), XzOptions::with_preset(1)).unwrap();
            writer.write_all(half.as_bytes()).unwrap();
            bytes.extend(writer.finish().unwrap());
        }
        std::fs::write(&packed, &bytes).unwrap();
        for path in [&plain, &packed] {
            let lines: Vec<String> = super::open(path)
                .unwrap()
                .lines()
                .map(Result::unwrap)
                .collect();
            assert_eq!(lines.join("\n") + "\n", rows, "{}", path.display());
        }
        std::fs::write(&packed, &bytes[..bytes.len() / 3]).unwrap();
        assert!(
            super::open(&packed)
                .unwrap()
                .lines()
                .any(|line| line.is_err())
        );
        assert!(super::open(&root.path().join("none")).is_err());
    }
}
