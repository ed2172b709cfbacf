//! The bytes of one file: decompressed, hashed and turned into UTF-8 on the way, in pieces of a
//! fixed size.
//!
//! What it leaves out: lines, and text that is neither UTF-8 nor UTF-16 (decided line by line by
//! `open`, because one foreign line must not spoil a file).

use std::fs::File;
use std::io::{BufReader, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// Decompressed bytes from which the ratio is watched.
const RATIO_FROM: u64 = 64 * 1024 * 1024;
/// Decompressed bytes a compressed byte may become. Logs reach 20 to 50.
const RATIO: u64 = 200;

/// Counts what is read from the disk.
struct Counting {
    file: File,
    read: u64,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

enum Inner {
    Plain(Counting),
    Gzip(Box<MultiGzDecoder<BufReader<Counting>>>),
}

/// The decompressed bytes of a file, as UTF-8 where they were UTF-16.
pub(crate) struct Bytes {
    inner: Inner,
    /// None for a second look, which needs no digest.
    digest: Option<Sha256>,
    size: u64,
    piece: Vec<u8>,
    decoder: Option<Decoder>,
    done: bool,
    trouble: Option<String>,
}

impl Bytes {
    /// Takes an open file, positioned at its start; `hashed` if its digest will be asked for.
    pub(crate) fn new(file: File, gzip: bool, hashed: bool) -> Self {
        let counting = Counting { file, read: 0 };
        Self {
            inner: if gzip {
                Inner::Gzip(Box::new(MultiGzDecoder::new(BufReader::with_capacity(
                    PIECE, counting,
                ))))
            } else {
                Inner::Plain(counting)
            },
            digest: hashed.then(Sha256::new),
            size: 0,
            piece: vec![0; PIECE],
            decoder: None,
            done: false,
            trouble: None,
        }
    }

    /// Decodes what follows, and what [`Bytes::decode`] is given, from UTF-16.
    pub(crate) fn utf16(&mut self, little_endian: bool) {
        let encoding = if little_endian { UTF_16LE } else { UTF_16BE };
        self.decoder = Some(encoding.new_decoder_with_bom_removal());
    }

    /// Why reading ended early.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Whether the file is compressed.
    pub(crate) const fn is_compressed(&self) -> bool {
        matches!(self.inner, Inner::Gzip(_))
    }

    /// Appends the next piece to `buffer`; false at the end.
    pub(crate) fn more(&mut self, buffer: &mut Vec<u8>) -> bool {
        if self.done {
            return false;
        }
        let mut piece = std::mem::take(&mut self.piece);
        let read = match &mut self.inner {
            Inner::Plain(file) => read_some(file, &mut piece),
            Inner::Gzip(decoder) => read_some(decoder.as_mut(), &mut piece),
        };
        let got = match read {
            Ok(got) => got,
            Err(error) => {
                self.trouble = Some(self.explain(&error));
                0
            }
        };
        let text = piece.get(..got).unwrap_or_default();
        if let Some(digest) = &mut self.digest {
            digest.update(text);
        }
        self.size += got as u64;
        self.done = got == 0;
        self.append(text, buffer);
        self.piece = piece;
        self.watch_ratio();
        true
    }

    /// Appends bytes that were read earlier, decoded. Used once, for the start of the file.
    pub(crate) fn decode(&mut self, start: &[u8], buffer: &mut Vec<u8>) {
        let done = std::mem::replace(&mut self.done, false);
        self.append(start, buffer);
        self.done = done;
        if done {
            self.append(&[], buffer);
        }
    }

    fn append(&mut self, mut bytes: &[u8], buffer: &mut Vec<u8>) {
        let Some(decoder) = &mut self.decoder else {
            buffer.extend_from_slice(bytes);
            return;
        };
        // UTF-16 grows by at most half when it becomes UTF-8.
        let mut text = [0; 4096];
        loop {
            let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut text, self.done);
            buffer.extend_from_slice(text.get(..written).unwrap_or_default());
            bytes = bytes.get(read..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }

    fn watch_ratio(&mut self) {
        if let Inner::Gzip(decoder) = &self.inner {
            let compressed = decoder.get_ref().get_ref().read;
            if self.size > RATIO_FROM && self.size / RATIO > compressed {
                self.done = true;
                self.trouble = Some(format!(
                    "It unpacks to more than {RATIO} times its size, as a decompression bomb does; \
                     reading stopped after {} bytes: unpack it yourself and give the result if it \
                     is genuine.",
                    self.size
                ));
            }
        }
    }

    fn explain(&self, error: &std::io::Error) -> String {
        if self.is_compressed() {
            format!(
                "Its compressed data end early or are damaged; what stands before ({} bytes of \
                 text) was read: copy it again from where it came.",
                self.size
            )
        } else {
            format!(
                "Reading stopped after {} bytes ({error}): check the disk it is on and run again.",
                self.size
            )
        }
    }

    /// Reads the rest, and returns the SHA-256 in hexadecimal and the decompressed size.
    pub(crate) fn finish(mut self) -> (String, u64) {
        self.decoder = None;
        let mut rest = Vec::with_capacity(PIECE);
        while self.more(&mut rest) {
            rest.clear();
        }
        let mut hex = String::with_capacity(64);
        for byte in self.digest.into_iter().flat_map(Sha256::finalize) {
            for half in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
        (hex, self.size)
    }
}

/// Reads until something comes, the end, or an error other than an interruption.
fn read_some(from: &mut dyn Read, piece: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match from.read(piece) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
