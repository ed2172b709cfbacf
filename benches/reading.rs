//! How fast readers turn text into rows, without the store: one thread, inputs in memory.
//! `python3 benches/run.py` makes the inputs, names their folder in `SEAWALL_BENCH`, and runs this.

use std::path::PathBuf;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use seawall_device::Platforms;
use seawall_model::{Content, Head, Reader, Row, Rows, SecretKey, TextInput};

fn main() {
    divan::main();
}

/// Counts rows and drops them.
struct Count(u64);

impl Rows for Count {
    fn push(&mut self, row: Row) {
        divan::black_box(row);
        self.0 += 1;
    }
}

fn platforms() -> Arc<Platforms> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
    let mut files = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(format!("{root}/platforms")).expect("content/platforms") {
        let folder = entry.expect("an entry").path();
        for file in std::fs::read_dir(&folder).expect("a platform's folder") {
            let path = file.expect("an entry").path();
            if path.is_file() {
                let shown = path.strip_prefix(root).expect("below content").display().to_string();
                files.insert(shown, std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let (content, _) = Content::parse(files);
    Arc::new(Platforms::compile(&content).0)
}

fn read(bencher: Bencher<'_, '_>, file: &str, lines: usize) {
    let folder = PathBuf::from(std::env::var_os("SEAWALL_BENCH").expect("run python3 benches/run.py"));
    let text: String = std::fs::read_to_string(folder.join(file))
        .expect("run python3 benches/run.py")
        .split_inclusive('\n')
        .take(lines)
        .collect();
    let platforms = platforms();
    let readers: Vec<Box<dyn Reader>> = seawall_device::READERS
        .iter()
        .chain(seawall_read::READERS)
        .map(|build| build(&platforms))
        .collect();
    let secrets = SecretKey::new([7; 32]);
    let head = Head { path: file, text: text.get(..65536.min(text.len())).unwrap_or(&text) };
    let (reader, _) = seawall_read::recognise(&head, &readers).expect("a reader takes it");
    bencher
        .counter(BytesCount::new(text.len()))
        .counter(ItemsCount::new(text.lines().count()))
        .bench_local(|| {
            let mut rows = Count(0);
            let coverage = reader.read(&mut TextInput::new(file, &text, &secrets), &mut rows);
            (coverage.total(), rows.0)
        });
}

/// Tree and facts of one large configuration (target: at most 20 ms).
#[divan::bench(sample_count = 50)]
fn configuration_39416_lines(bencher: Bencher<'_, '_>) {
    read(bencher, "big/big-router.cfg", usize::MAX);
}

/// Log lines to rows (target with storing: at least 200,000 a second).
#[divan::bench(sample_count = 20)]
fn syslog_100000_lines(bencher: Bencher<'_, '_>) {
    read(bencher, "logs/syslog.log", 100_000);
}

/// Accounting records to rows (target with storing: at least 200,000 a second).
#[divan::bench(sample_count = 20)]
fn accounting_100000_records(bencher: Bencher<'_, '_>) {
    read(bencher, "logs/tac_plus.acct", 100_000);
}
