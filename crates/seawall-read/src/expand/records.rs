//! The records of a JSON text, one at a time, whatever its size: the objects that stand at its top,
//! or those that stand directly in an array.
//!
//! Only strings and brackets are looked at; whether a record is valid JSON its reader finds out.

use std::io::Read;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// Takes a text apart.
pub(crate) struct Records<R> {
    from: R,
    piece: Vec<u8>,
    at: usize,
    got: usize,
    /// Whether every line is a record.
    by_line: bool,
    line: u64,
    /// Open brackets outside a record, and inside the one being taken.
    outside: Vec<u8>,
    inside: usize,
    record: Vec<u8>,
    most: usize,
    cut: bool,
}

impl<R: Read> Records<R> {
    /// Records of at most so many bytes.
    pub(crate) fn new(from: R, by_line: bool, most: usize) -> Self {
        Self {
            from,
            piece: vec![0; PIECE],
            at: 0,
            got: 0,
            by_line,
            line: 1,
            outside: Vec::new(),
            inside: 0,
            record: Vec::new(),
            most,
            cut: false,
        }
    }

    /// Whether the text ended inside something.
    pub(crate) const fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether every line is a record.
    pub(crate) const fn by_line(&self) -> bool {
        self.by_line
    }

    fn byte(&mut self) -> Option<u8> {
        if self.at == self.got {
            self.at = 0;
            self.got = self.from.read(&mut self.piece).unwrap_or(0);
            if self.got == 0 {
                return None;
            }
        }
        let byte = *self.piece.get(self.at)?;
        self.at += 1;
        self.line += u64::from(byte == b'\n');
        Some(byte)
    }

    /// The next record and the line on which it begins.
    pub(crate) fn next(&mut self) -> Option<(u64, String)> {
        let (mut string, mut escaped) = (false, false);
        let mut began = self.line;
        loop {
            let Some(byte) = self.byte() else {
                self.cut |= self.inside > 0 || !self.outside.is_empty();
                return None;
            };
            let taking = self.inside > 0;
            if taking {
                if self.record.len() == self.most {
                    self.cut = true;
                    return None;
                }
                self.record.push(byte);
            }
            if string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => string = true,
                b'{' if !taking && (self.by_line || self.outside.last() == Some(&b'[')) => {
                    began = self.line;
                    self.record.clear();
                    self.record.push(byte);
                    self.inside = 1;
                }
                b'{' | b'[' if taking => self.inside += 1,
                b'}' | b']' if taking => {
                    self.inside -= 1;
                    if self.inside == 0 {
                        let text = String::from_utf8_lossy(&self.record).into_owned();
                        return Some((began, text));
                    }
                }
                b'{' | b'[' => {
                    self.outside.push(byte);
                    if self.outside.len() > 256 {
                        self.cut = true;
                        return None;
                    }
                }
                b'}' | b']' => drop(self.outside.pop()),
                // In JSON lines a damaged line ends with its line.
                b'\n' if self.by_line && !taking => string = false,
                _ => {}
            }
        }
    }
}
