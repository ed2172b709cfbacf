//! The bytes of one file: decompressed, hashed and turned into UTF-8 on the way, in pieces of a
//! fixed size.
//!
//! What it leaves out: lines, and text that is neither UTF-8 nor UTF-16 (decided line by line by
//! `open`, because one foreign line must not spoil a file).

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

use crate::expand::hex;
use crate::stream::{Content, PIECE, Stream, why};

/// Decompressed bytes from which the ratio is watched.
const RATIO_FROM: u64 = 64 * 1024 * 1024;
/// Decompressed bytes a compressed byte may become. Logs reach 20 to 50.
pub(crate) const RATIO: u64 = 200;

/// The decompressed bytes of a source, as UTF-8 where they were UTF-16.
pub(crate) struct Bytes {
    stream: Stream<'static>,
    /// None for a second look, which needs no digest.
    digest: Option<Sha256>,
    size: u64,
    piece: Vec<u8>,
    decoder: Option<Decoder>,
    done: bool,
    trouble: Option<String>,
    /// What was known to be wrong before, said at the end.
    known: Option<String>,
}

impl Bytes {
    /// Opens a source at its start; `hashed` if its digest will be asked for.
    ///
    /// # Errors
    /// A sentence that says why it cannot be opened and what to do.
    pub(crate) fn open(content: &Content, hashed: bool) -> Result<Self, String> {
        Ok(Self {
            stream: content.open()?,
            digest: hashed.then(Sha256::new),
            size: 0,
            piece: vec![0; PIECE],
            decoder: None,
            done: false,
            trouble: None,
            known: content.trouble().map(str::to_owned),
        })
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

    /// Whether it is compressed.
    pub(crate) const fn is_compressed(&self) -> bool {
        self.stream.layers > 0
    }

    /// Appends the next piece to `buffer`; false at the end.
    pub(crate) fn more(&mut self, buffer: &mut Vec<u8>) -> bool {
        if self.done {
            return false;
        }
        let mut piece = std::mem::take(&mut self.piece);
        let read = self.stream.read(&mut piece);
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
        if self.done {
            self.trouble = self.trouble.take().or_else(|| self.known.take());
        }
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
        let compressed = self.stream.taken.get();
        if self.is_compressed() && self.size > RATIO_FROM && self.size / RATIO > compressed {
            self.done = true;
            self.trouble = Some(bomb(self.size));
        }
    }

    fn explain(&self, error: &std::io::Error) -> String {
        if self.is_compressed() {
            why(error).replace(
                "what stands before was",
                &format!("what stands before ({} bytes of text) was", self.size),
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
        let hex = self
            .digest
            .map(|digest| hex(&digest.finalize()))
            .unwrap_or_default();
        (hex, self.size)
    }
}

/// What is said of a decompression bomb.
pub(crate) fn bomb(size: u64) -> String {
    format!(
        "It unpacks to more than {RATIO} times its size, as a decompression bomb does; reading \
         stopped after {size} bytes: unpack it yourself and give the result if it is genuine."
    )
}
