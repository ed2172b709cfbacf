//! What taking archives apart needs: a zip member's own header, decoders by their number, and readers
//! that count, bound and hash what goes through them.

use std::cell::{Cell, RefCell};
use std::io::Read;
use std::rc::Rc;

use flate2::bufread::DeflateDecoder;
use sha2::{Digest, Sha256};

use crate::bytes::bomb;
use crate::stream::{Codec, PIECE, Stream, read_some};

/// A member's own header in a zip archive.
pub(super) struct Local<'a> {
    pub(super) name: &'a [u8],
    pub(super) data: &'a [u8],
    pub(super) method: u16,
    pub(super) size: u64,
    pub(super) encrypted: bool,
}

impl<'a> Local<'a> {
    pub(super) fn of(header: &'a [u8]) -> Option<Self> {
        let short = |at: usize| {
            let pair = header.get(at..at + 2)?;
            Some(u16::from_le_bytes(pair.try_into().ok()?))
        };
        let name_length = usize::from(short(26)?);
        let data = 30 + name_length + usize::from(short(28)?);
        Some(Self {
            name: header
                .get(30..30 + name_length)
                .filter(|name| !name.is_empty())?,
            data: header.get(data..)?,
            method: short(8)?,
            size: u64::from(u32::from_le_bytes(header.get(18..22)?.try_into().ok()?)),
            encrypted: short(6)? & 1 == 1,
        })
    }
}

/// Methods by their number in APPNOTE.TXT 4.4.5.
pub(super) const fn is_read(method: u16) -> bool {
    matches!(method, 0 | 8 | 12 | 93 | 95)
}

pub(super) fn decode<'r>(method: u16, data: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    let codec = match method {
        0 => return data,
        8 => {
            let data = std::io::BufReader::with_capacity(PIECE, data);
            return Box::new(DeflateDecoder::new(data));
        }
        12 => Codec::Bzip2,
        93 => Codec::Zstd,
        _ => Codec::Xz,
    };
    match codec.decode(data) {
        Ok(decoded) => decoded,
        Err(_) => Box::new(std::io::empty()),
    }
}

/// Stops reading when everything together has become too much.
pub(super) struct Spending<R> {
    pub(super) reader: R,
    pub(super) left: Rc<Cell<u64>>,
    pub(super) budget: u64,
}

impl<R: Read> Read for Spending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(std::io::Error::other(bomb(self.budget)));
        }
        let got = read_some(&mut self.reader, buffer)?;
        self.left.set(left.saturating_sub(got as u64));
        Ok(got)
    }
}

/// Hashes what is read.
pub(super) struct Hashing {
    pub(super) stream: Stream<'static>,
    pub(super) hash: Rc<RefCell<(Sha256, u64)>>,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.stream.read(buffer)?;
        let mut hash = self.hash.borrow_mut();
        hash.0.update(buffer.get(..got).unwrap_or_default());
        hash.1 += got as u64;
        Ok(got)
    }
}
