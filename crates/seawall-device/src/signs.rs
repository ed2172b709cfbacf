//! Which platform a text is of, by the signs of `platform.yaml`.

use std::collections::BTreeMap;

use seawall_model::{Head, Platform, Sure};

/// The signs of every platform, indexed so that one pass over the lines suffices.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    /// By the first byte of the line.
    lines: BTreeMap<u8, Vec<LineSign>>,
    texts: Vec<(Box<str>, Mark)>,
    paths: Vec<(Box<str>, Mark)>,
    ids: Vec<String>,
}

#[derive(Debug)]
struct LineSign {
    prefix: Box<str>,
    mark: Mark,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    sign: usize,
    platform: usize,
    weight: i32,
}

/// What the signs say of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The platform with the most weight.
    pub(crate) platform: String,
    /// Its weight.
    pub(crate) weight: i32,
    /// Whether a line speaks for it, and not only words somewhere: a log quotes those too.
    pub(crate) by_line: bool,
}

impl Verdict {
    /// How sure that is.
    pub(crate) const fn sure(&self) -> Sure {
        match self.weight {
            i32::MIN..=0 => Sure::No,
            1 => Sure::Perhaps,
            2..=3 => Sure::Likely,
            _ => Sure::Certain,
        }
    }
}

impl Signs {
    /// Indexes the signs of these platforms.
    pub(crate) fn new<'a>(platforms: impl Iterator<Item = &'a Platform>) -> Self {
        let mut signs = Self::default();
        let mut number = 0;
        for (index, platform) in platforms.enumerate() {
            signs.ids.push(platform.id.clone());
            for sign in &platform.signs {
                let mark = Mark {
                    sign: number,
                    platform: index,
                    weight: sign.weight,
                };
                number += 1;
                if let Some(line) = &sign.line
                    && let Some(first) = line.bytes().next()
                {
                    signs.lines.entry(first).or_default().push(LineSign {
                        prefix: line.as_str().into(),
                        mark,
                    });
                }
                if let Some(text) = &sign.text {
                    signs.texts.push((text.as_str().into(), mark));
                }
                if let Some(path) = &sign.path {
                    signs.paths.push((path.to_lowercase().into(), mark));
                }
            }
        }
        signs
    }

    /// The platform whose signs weigh most; each sign counts once. `None` if none is there.
    pub(crate) fn weigh(&self, head: &Head<'_>) -> Option<Verdict> {
        let mut weights = vec![0; self.ids.len()];
        let mut counted = std::collections::BTreeSet::new();
        let mut lines = vec![false; self.ids.len()];
        let mut count = |mark: Mark, line: bool| {
            if counted.insert(mark.sign)
                && let Some(weight) = weights.get_mut(mark.platform)
            {
                *weight += mark.weight;
                if let Some(seen) = lines.get_mut(mark.platform) {
                    *seen |= line && mark.weight > 0;
                }
            }
        };
        for line in head.text.lines() {
            let line = line.trim_start_matches([' ', '\t', '\u{feff}']);
            let Some(first) = line.bytes().next() else {
                continue;
            };
            for sign in self.lines.get(&first).into_iter().flatten() {
                if line.starts_with(&*sign.prefix) {
                    count(sign.mark, true);
                }
            }
        }
        for (text, mark) in &self.texts {
            if memchr::memmem::find(head.text.as_bytes(), text.as_bytes()).is_some() {
                count(*mark, false);
            }
        }
        let path = head.path.to_lowercase();
        for (text, mark) in &self.paths {
            if path.contains(&**text) {
                count(*mark, false);
            }
        }
        self.best(&weights, &lines)
    }

    /// IOS and IOS XE share one grammar: what speaks for one speaks for the other, and IOS XE is the
    /// one that has signs of its own.
    fn best(&self, weights: &[i32], lines: &[bool]) -> Option<Verdict> {
        let of = |id: &str| self.ids.iter().position(|known| known == id);
        let mut weights = weights.to_vec();
        if let (Some(ios), Some(xe)) = (of("cisco-ios"), of("cisco-ios-xe"))
            && let (Some(ios_weight), Some(xe_weight)) =
                (weights.get(ios).copied(), weights.get(xe).copied())
        {
            let (winner, other) = if xe_weight > 0 { (xe, ios) } else { (ios, xe) };
            for (place, weight) in [(winner, ios_weight + xe_weight), (other, 0)] {
                if let Some(slot) = weights.get_mut(place) {
                    *slot = weight;
                }
            }
        }
        let (best, weight) = weights
            .iter()
            .enumerate()
            .max_by_key(|(index, weight)| (**weight, std::cmp::Reverse(*index)))?;
        let id = self.ids.get(best)?;
        (*weight > 0).then(|| Verdict {
            platform: id.clone(),
            weight: *weight,
            by_line: lines.get(best).copied().unwrap_or(false) || {
                let other = |id: &str| of(id).and_then(|n| lines.get(n)).copied();
                id == "cisco-ios-xe" && other("cisco-ios") == Some(true)
            },
        })
    }
}
