//! Comments between tokens, those that are code among them.

use super::scan::{Reading, Scanner};

impl Scanner<'_> {
    pub(super) fn line_comment(&mut self) {
        while self.at < self.to && self.byte(self.at) != b'\n' {
            self.at += 1;
        }
    }

    pub(super) fn block_comment(&mut self) {
        let mark = self.byte(self.at + 2);
        let maria = mark == b'M' && self.byte(self.at + 3) == b'!';
        if mark == b'!' || maria {
            self.scan.executable = true;
            self.in_executable = true;
            self.at += if maria { 4 } else { 3 };
            while self.byte(self.at).is_ascii_digit() {
                self.at += 1;
            }
            return;
        }
        let mut depth = 1_usize;
        self.at += 2;
        while self.at < self.to {
            if self.starts("*/") {
                self.at += 2;
                depth -= 1;
                if depth == 0 {
                    return;
                }
            } else if self.starts("/*") {
                self.scan.ambiguous = true;
                self.at += 2;
                depth += usize::from(self.reading == Reading::Standard);
            } else {
                self.at += 1;
            }
        }
        self.scan.open = true;
    }

    /// Whether two dashes open a comment.
    pub(super) fn dashes(&mut self) -> bool {
        let after = self.byte(self.at + 2);
        if after == 0 || after.is_ascii_whitespace() {
            return true;
        }
        self.scan.ambiguous = true;
        self.reading != Reading::Mysql
    }
}
