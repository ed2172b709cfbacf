//! Has the program rebuilt when a file is added to or removed from a folder it carries inside;
//! changed files are noticed without it.

fn main() {
    println!("cargo:rerun-if-changed=../../content");
    println!("cargo:rerun-if-changed=../../corpus/intrusion");
}
