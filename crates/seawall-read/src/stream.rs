//! Where the bytes of a source come from, with compression taken off: a file on disk, or a member of
//! an archive that is held in memory.
//!
//! Compression is known by its first bytes, never by a name, and taken off again and again up to
//! [`LAYERS`] times: gzip, xz, zstd, bzip2, each of any number of streams one after another.
//!
//! What it leaves out: archives (they hold several sources, see `expand::archive`), and LZMA streams
//! without a header.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

/// Bytes read at a time.
pub(crate) const PIECE: usize = 64 * 1024;
/// Compressions on top of one another that are taken off.
const LAYERS: usize = 3;
/// Bytes at the start that tell compression and archives: a tar header.
pub(crate) const START: usize = 512;
/// Memory that a decoder may ask for: what `xz -9` and `zstd --ultra` need, not what a header claims.
const DECODER_KIB: u32 = 160 * 1024;
const ZSTD_WINDOW_LOG: u32 = 27;
/// Bytes of a member kept as they are; beyond, they are kept compressed.
const RAW: usize = 8 << 20;
/// Compressed bytes kept of one member, several gigabytes of log lines.
const KEPT: usize = 192 << 20;

/// A place that bytes can be read from more than once.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A file on disk.
    File(PathBuf),
    /// A member of an archive.
    Memory(Arc<Packed>),
}

/// A compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    Gzip,
    Xz,
    Zstd,
    Bzip2,
}

impl Codec {
    fn of(start: &[u8]) -> Option<Self> {
        const MAGIC: [(&[u8], Codec); 4] = [
            (&[0x1f, 0x8b, 8], Codec::Gzip),
            (b"\xfd7zXZ\0", Codec::Xz),
            (b"\x28\xb5\x2f\xfd", Codec::Zstd),
            (b"BZh", Codec::Bzip2),
        ];
        let (_, codec) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic))?;
        // `BZh` alone may begin a text.
        let digit = start.get(3).is_some_and(u8::is_ascii_digit);
        let block = start
            .get(4)
            .is_some_and(|byte| !byte.is_ascii_graphic() || *byte == b'1');
        (*codec != Self::Bzip2 || (digit && block)).then_some(*codec)
    }

    /// What is compressed in it.
    pub(crate) fn decode<'r>(
        self,
        from: Box<dyn Read + 'r>,
    ) -> std::io::Result<Box<dyn Read + 'r>> {
        let from = BufReader::with_capacity(PIECE, from);
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(from)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(from)),
            Self::Xz => Box::new(XzReader::new_mem_limit(from, true, DECODER_KIB)),
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(from)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
        })
    }
}

/// A path without the ending that its compression has.
pub(crate) fn without_compression(path: &str) -> &str {
    const ENDINGS: [&str; 4] = [".gz", ".xz", ".zst", ".bz2"];
    let shorter = ENDINGS.iter().find_map(|ending| path.strip_suffix(ending));
    shorter
        .filter(|path| !path.is_empty() && !path.ends_with('/'))
        .unwrap_or(path)
}

/// Decompressed bytes.
pub(crate) struct Stream<'r> {
    reader: Box<dyn Read + 'r>,
    /// The first bytes, at most [`START`]; they are still to be read.
    pub(crate) start: Vec<u8>,
    /// How many compressions were taken off.
    pub(crate) layers: usize,
    /// Bytes taken from where the compressed bytes are.
    pub(crate) taken: Rc<Cell<u64>>,
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        read_some(self.reader.as_mut(), buffer)
    }
}

impl<'r> Stream<'r> {
    /// Takes compression off, as far as it goes.
    pub(crate) fn over(reader: Box<dyn Read + 'r>) -> Self {
        let taken = Rc::new(Cell::new(0));
        let mut reader: Box<dyn Read + 'r> = Box::new(Counting {
            reader,
            taken: Rc::clone(&taken),
        });
        let mut layers = 0;
        loop {
            let (start, whole) = peek(reader);
            reader = whole;
            let codec = Codec::of(&start).filter(|_| layers < LAYERS);
            let Some(codec) = codec else {
                return Self {
                    reader,
                    start,
                    layers,
                    taken,
                };
            };
            layers += 1;
            reader = match codec.decode(reader) {
                Ok(decoded) => decoded,
                Err(error) => Box::new(Failing(Some(error))),
            };
        }
    }
}

/// The first bytes, and a reader that gives them again. What goes wrong is said when it is reached.
fn peek<'r>(mut reader: Box<dyn Read + 'r>) -> (Vec<u8>, Box<dyn Read + 'r>) {
    let mut start = vec![0; START];
    let mut got = 0;
    let mut failed = None;
    while let Some(rest) = start.get_mut(got..)
        && !rest.is_empty()
    {
        match read_some(reader.as_mut(), rest) {
            Ok(0) => break,
            Ok(read) => got += read,
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    start.truncate(got);
    let again = Cursor::new(start.clone());
    let whole: Box<dyn Read + 'r> = match failed {
        None => Box::new(again.chain(reader)),
        Some(error) => Box::new(again.chain(Failing(Some(error)))),
    };
    (start, whole)
}

/// Reads until something comes, the end, or an error other than an interruption.
pub(crate) fn read_some(from: &mut dyn Read, piece: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match from.read(piece) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Counts what is read.
struct Counting<'r> {
    reader: Box<dyn Read + 'r>,
    taken: Rc<Cell<u64>>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

/// Fails once, and is then at its end.
struct Failing(Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A member of an archive in memory: as it is if it is small, else compressed again.
#[derive(Debug)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    compressed: bool,
    /// Why not all of it is here.
    pub(crate) trouble: Option<String>,
}

impl Packed {
    /// Bytes that are in memory already.
    pub(crate) const fn of(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            compressed: false,
            trouble: None,
        }
    }

    /// Reads to the end, or as far as it goes.
    pub(crate) fn read(from: &mut dyn Read) -> Self {
        let mut packed = Self::of(Vec::new());
        if let Err(error) = packed.fill(from) {
            packed.trouble = Some(why(&error));
        }
        packed
    }

    fn fill(&mut self, from: &mut dyn Read) -> std::io::Result<()> {
        let mut piece = vec![0; PIECE];
        let mut failed = None;
        while self.bytes.len() < RAW {
            match read_some(from, &mut piece) {
                Ok(0) => return Ok(()),
                Ok(got) => self
                    .bytes
                    .extend_from_slice(piece.get(..got).unwrap_or_default()),
                Err(error) => return Err(error),
            }
        }
        let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 1)?;
        std::io::Write::write_all(&mut encoder, &std::mem::take(&mut self.bytes))?;
        loop {
            match read_some(from, &mut piece) {
                Ok(0) => break,
                Ok(got) => {
                    let piece = piece.get(..got).unwrap_or_default();
                    std::io::Write::write_all(&mut encoder, piece)?;
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
            if encoder.get_ref().len() > KEPT {
                failed = Some(std::io::Error::other(
                    "It is larger than is held of one member of an archive; what stands before was \
                     read: unpack it yourself and give the result.",
                ));
                break;
            }
        }
        self.bytes = encoder.finish()?;
        self.compressed = true;
        failed.map_or(Ok(()), Err)
    }

    /// The bytes, if they are kept as they are.
    pub(crate) fn raw(&self) -> Option<&[u8]> {
        (!self.compressed).then_some(&self.bytes)
    }
}

/// A sentence of ours that came as an error, or else the general one.
pub(crate) fn why(error: &std::io::Error) -> String {
    let said = error.to_string();
    if error.kind() == std::io::ErrorKind::Other && error.get_ref().is_some() && said.ends_with('.')
    {
        return said;
    }
    "Its compressed data end early or are damaged; what stands before was read: copy it again from \
     where it came."
        .to_owned()
}

/// Lets a cursor stand on shared bytes.
struct Shared(Arc<Packed>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl Content {
    /// The bytes from their start.
    ///
    /// # Errors
    /// A sentence that says why it cannot be opened and what to do.
    pub(crate) fn open(&self) -> Result<Stream<'static>, String> {
        Ok(match self {
            Self::File(path) => Stream::over(Box::new(open_regular(path)?)),
            Self::Memory(packed) => {
                let cursor = Cursor::new(Shared(Arc::clone(packed)));
                if packed.compressed {
                    let decoder =
                        zstd::stream::read::Decoder::new(cursor).map_err(|error| why(&error))?;
                    // Compressions of the member itself were taken off before it was packed.
                    Stream::over(Box::new(decoder))
                } else {
                    Stream::over(Box::new(cursor))
                }
            }
        })
    }

    /// Why not all of it is there, known before it is read.
    pub(crate) fn trouble(&self) -> Option<&str> {
        match self {
            Self::File(_) => None,
            Self::Memory(packed) => packed.trouble.as_deref(),
        }
    }
}

/// Opens a regular file for reading, whatever it was when it was listed: a pipe put in its place
/// must not make us wait.
///
/// # Errors
/// A sentence that says why it cannot be opened and what to do.
pub(crate) fn open_regular(path: &Path) -> Result<File, String> {
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            "No permission to read it: run as a user who may, or change its permissions.".to_owned()
        }
        std::io::ErrorKind::NotFound => {
            "It is gone since it was listed: run again when the folder is at rest.".to_owned()
        }
        _ => format!("It cannot be opened ({error}): check the disk it is on."),
    };
    let mut options = File::options();
    options.read(true);
    no_waiting(&mut options);
    let mut file = options.open(path).map_err(refused)?;
    if !file.metadata().map_err(refused)?.is_file() {
        return Err(
            "It is no regular file any more: save what it carries to a file and give that."
                .to_owned(),
        );
    }
    file.seek(SeekFrom::Start(0)).map_err(refused)?;
    Ok(file)
}

/// `O_NONBLOCK`, so that opening a pipe returns at once (it is then refused).
#[cfg(all(
    target_os = "linux",
    any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        target_arch = "riscv64"
    )
))]
fn no_waiting(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(0o4000);
}

#[cfg(not(all(
    target_os = "linux",
    any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        target_arch = "riscv64"
    )
)))]
fn no_waiting(_: &mut std::fs::OpenOptions) {}
