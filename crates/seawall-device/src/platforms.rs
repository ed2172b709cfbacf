//! `content/platforms`, compiled: signs, defaults and line templates.

use std::collections::BTreeMap;

use seawall_model::{Content, Head, Platform, Problem};

use crate::signs::{Signs, Verdict};
use crate::template::Facts;

/// Every platform, ready for use by readers.
#[derive(Debug, Default)]
pub struct Platforms {
    platforms: BTreeMap<String, Platform>,
    facts: BTreeMap<String, Facts>,
    signs: Signs,
}

impl Platforms {
    /// Compiles `platform.yaml` and `facts.yaml` of every platform; a broken file is listed and
    /// left out.
    #[must_use]
    pub fn compile(content: &Content) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut compiled = Self {
            platforms: content.platforms.clone(),
            signs: Signs::new(content.platforms.values()),
            ..Self::default()
        };
        for platform in content.platforms.values() {
            let platform_path = format!("platforms/{}/platform.yaml", platform.id);
            for sign in &platform.signs {
                let given = [&sign.line, &sign.text, &sign.path];
                if given.iter().filter(|text| text.is_some()).count() != 1 {
                    problems.push(Problem::new(
                        &platform_path,
                        0,
                        "A sign has not exactly one of line, text and path.",
                        "Give each sign one of them.",
                    ));
                }
            }
            let path = format!("platforms/{}/facts.yaml", platform.id);
            let files = |path: &str| content.files.get(path).cloned();
            if files(&path).is_some() {
                let facts = Facts::compile(&path, &files, &content.tables, &mut problems);
                compiled
                    .facts
                    .extend(facts.map(|facts| (platform.id.clone(), facts)));
            } else if platform.reads {
                problems.push(Problem::new(
                    &platform_path,
                    0,
                    format!(
                        "The platform {} is read and has no facts.yaml.",
                        platform.id
                    ),
                    format!("Write {path}, or say \"reads: false\"."),
                ));
            }
        }
        problems.sort();
        problems.dedup();
        (compiled, problems)
    }

    /// The platform of this id.
    pub(crate) fn get(&self, id: &str) -> Option<&Platform> {
        self.platforms.get(id)
    }

    /// The templates of a platform, or of all that have some.
    pub(crate) fn facts_of<'a>(
        &'a self,
        platform: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Facts> {
        let chosen = platform.and_then(|id| self.facts.get(id));
        let all = self.facts.values().filter(move |_| chosen.is_none());
        chosen.into_iter().chain(all)
    }

    /// Which platform a text is of.
    pub(crate) fn weigh(&self, head: &Head<'_>) -> Option<Verdict> {
        self.signs.weigh(head)
    }
}
