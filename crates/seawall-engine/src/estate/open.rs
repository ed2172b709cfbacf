//! How an estate is opened: names first, then snapshots, then functions and views, then channels.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use datafusion::common::DataFusionError;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::ViewTable;
use datafusion::logical_expr::{LogicalPlan, ScalarUDF};
use seawall_model::{Channel, Column, Origin, TableSpec};

use super::approved::Approved;
use super::carriers::split_carrier;
use super::channels::Channels;
use super::devices::{self, Believed};
use super::functions::{self, Knowledge};
use super::ground::Ground;
use super::indicators::{Indicator, Indicators};
use super::names::Names;
use super::session::{Limits, Session, Tables, failed, runtime};
use super::snapshots::Sources;
use super::views::{self, Bounds, Cell, Nulled, Views};
use super::{Asking, Base, DeviceSummary, Estate, Question, pattern, schema};
use crate::EngineError;

impl Estate {
    /// Opens an estate on a ground.
    pub(super) fn on(ground: Ground, question: Question<'_>) -> Result<Self, EngineError> {
        let known: BTreeSet<u32> = ground
            .sources
            .iter()
            .map(|(source, _)| source.number)
            .collect();
        let counts = |source: u32| question.live.contains(&source) && known.contains(&source);
        let as_of = question.as_of.or_else(|| ground.newest(counts));
        let asking = Asking {
            from: question.from,
            as_of,
            as_of_given: question.as_of.is_some(),
            device: question.device.clone(),
            max_evidence_age: question.max_evidence_age,
            max_gap: question.max_gap,
            memory: question.memory,
            threads: question.threads,
        };
        let runtime = runtime(question.threads)?;
        let content = question.content;
        let first = Session::new(
            &ground.stored(&content.tables)?,
            &functions::all(&Knowledge::default()),
            &asking.limits(&ground),
            &runtime,
        )?;
        let read = ground.read(&first, &content.tables, counts)?;
        let mut witnesses = ground.witnesses();
        witnesses.retain(|source, _| counts(*source));
        let mut claims = read.claims.clone();
        // A snapshot that no reader turns into rows still has a name.
        claims.extend(ground.claims().filter(|claim| counts(claim.source)));
        let names = Arc::new(Names::new(&claims, &witnesses, &read.sightings));
        let live = &question.live;
        let sources = Arc::new(Sources::new(&ground.sources, live, question.as_of, &names));
        let knowledge = Knowledge {
            approved: Arc::new(Approved::new(&question.approved, &question.lists, as_of)),
            indicators: Arc::new(Indicators::new(&question.indicators)),
            names: Arc::clone(&names),
            sources: Arc::clone(&sources),
        };
        let believed = devices::believed(&read, content, &names, &sources);
        let derived = derived(&content.tables, &sources, &question)?;
        let base = Base {
            content: content.clone(),
            question: asking,
            ground,
            knowledge,
            believed,
            derived,
            runtime,
        };
        Self::seen(Arc::new(base), None, None)
    }

    /// The tables as hunts see them. The channels are taken over where the NULL column does not
    /// bear on them.
    pub(super) fn seen(
        base: Arc<Base>,
        nulled: Option<&Nulled>,
        channels: Option<&Channels>,
    ) -> Result<Self, EngineError> {
        let content = &base.content;
        let functions = functions::all(&base.knowledge);
        let mut tables = base
            .tables(&functions, nulled)
            .map_err(|error| failed("the views", &error))?;
        let limits = base.question.limits(&base.ground);
        let channels = match channels {
            Some(channels) => {
                let all = content.channels.values();
                channels.keeping(all.filter(|channel| !bears_on(nulled, channel, &content.tables)))
            }
            None => Channels::new(
                base.question.max_gap,
                base.question.max_evidence_age,
                base.question.as_of,
            ),
        };
        if let Some(spec) = content.tables.get("channel") {
            // Filled when it is first read, see `Estate::plan`.
            let table = views::empty(schema::schema(&spec.columns));
            tables.insert(
                spec.table.clone(),
                table.map_err(|error| failed("the table channel", &error))?,
            );
        }
        for spec in content.tables.values().filter(|spec| spec.select.is_some()) {
            let table = views::empty(schema::schema(&spec.columns));
            tables.insert(
                spec.table.clone(),
                table.map_err(|error| failed(&spec.table, &error))?,
            );
        }
        let session = Session::new(&tables, &functions, &limits, &base.runtime)?;
        for spec in content.tables.values() {
            if let Some(select) = &spec.select {
                let plan = session.plan(&views::path(spec), select)?;
                session.replace(&spec.table, Arc::new(ViewTable::new(plan, None)))?;
            }
        }
        let devices = base.devices();
        Ok(Self {
            base,
            session,
            channels,
            channel_table: OnceLock::new(),
            devices,
        })
    }

    /// Plans one SELECT, and fills the table `channel` if it is the first to read it.
    pub(super) fn plan(&self, place: &str, sql: &str) -> Result<LogicalPlan, EngineError> {
        let plan = self.session.plan(place, sql)?;
        if self.channel_table.get().is_some() || !reads(&plan, "channel") {
            return Ok(plan);
        }
        let content = &self.base.content;
        if let Some(spec) = content.tables.get("channel") {
            for channel in content.channels.values() {
                self.channels
                    .load(&self.session, channel, &self.base.knowledge.sources)?;
            }
            let table = views::made(&spec.columns, &channel_rows(&self.base, &self.channels));
            let table = table.map_err(|error| failed("the table channel", &error))?;
            self.session.replace("channel", table)?;
        }
        // A second thread that comes as far puts the same rows there.
        let _ = self.channel_table.set(());
        self.session.plan(place, sql)
    }
}

/// Whether a plan reads a table.
fn reads(plan: &LogicalPlan, table: &str) -> bool {
    let mut found = false;
    let walked = plan.apply_with_subqueries(|node| {
        found |= matches!(node, LogicalPlan::TableScan(scan) if scan.table_name.table() == table);
        Ok(TreeNodeRecursion::Continue)
    });
    walked.is_ok() && found
}

impl Asking {
    fn limits(&self, ground: &Ground) -> Limits {
        Limits {
            memory: self.memory,
            threads: self.threads,
            spill: ground.spill.clone(),
        }
    }
}

impl Base {
    fn tables(
        &self,
        functions: &[ScalarUDF],
        nulled: Option<&Nulled>,
    ) -> Result<Tables, DataFusionError> {
        let views = Views {
            functions: functions.iter().map(|f| (f.name(), f)).collect(),
            bounds: Bounds {
                from: self.question.from,
                until: self.question.as_of.filter(|_| self.question.as_of_given),
                filter_sources: self.ground.superseded || !self.knowledge.sources.all_live(),
            },
            nulled,
        };
        let mut tables = self.derived.clone();
        let stored = self.ground.stored(&self.content.tables);
        let stored = stored.map_err(|error| DataFusionError::External(Box::new(error)))?;
        for (name, table) in &stored {
            if let Some(spec) = self.content.tables.get(name) {
                views.add(&mut tables, spec, table)?;
            }
        }
        if let Some(spec) = self.content.tables.get("device") {
            let shown = schema::shown(spec, false);
            let mut rows = devices::rows(&self.believed, &shown);
            if let Some(nulled) = nulled.filter(|nulled| nulled.table == "device") {
                forget(&mut rows, &shown, &nulled.column);
            }
            tables.insert(spec.table.clone(), views::made(&shown, &rows)?);
        }
        Ok(tables)
    }

    /// Every device that is asked about.
    fn devices(&self) -> Vec<DeviceSummary> {
        self.believed
            .iter()
            .zip(&self.knowledge.names.devices)
            .filter(|(device, _)| self.is_asked(device))
            .map(|(device, known)| DeviceSummary {
                name: device.name.clone(),
                platform: device.get("platform").map(str::to_owned),
                version: device.get("version").map(str::to_owned),
                role: device.get("role").map(str::to_owned),
                names: known.names.iter().cloned().collect(),
            })
            .collect()
    }

    /// Whether a device is of a platform that is asked at all.
    pub(super) fn takes_questions(&self, device: &Believed) -> bool {
        let platform = device.get("platform").unwrap_or_default();
        let platform = self.content.platforms.get(platform);
        platform.is_none_or(|platform| platform.asked)
    }

    /// Whether the question is about this device.
    pub(super) fn is_asked(&self, device: &Believed) -> bool {
        let asked = self.question.device.as_deref();
        asked.is_none_or(|asked| pattern::matches(asked, &device.name))
    }
}

fn forget(rows: &mut [Vec<Cell>], columns: &[Column], column: &str) {
    if let Some(at) = columns
        .iter()
        .position(|own| own.optional && own.name == column)
    {
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            *cell = Cell::Text(None);
        }
    }
}

/// Whether a channel's SELECT, a view it reads, or its carrier may read the column.
fn bears_on(
    nulled: Option<&Nulled>,
    channel: &Channel,
    tables: &BTreeMap<String, TableSpec>,
) -> bool {
    nulled.is_some_and(|nulled| {
        let names = |text: &str, word: &str| {
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|own| own == word)
        };
        let reads = |sql: &str| names(sql, &nulled.table) && names(sql, &nulled.column);
        let (carrier, condition) = split_carrier(&channel.carrier);
        reads(&channel.sql)
            || tables.values().any(|view| {
                names(&channel.sql, &view.table) && view.select.as_deref().is_some_and(reads)
            })
            || (carrier == nulled.table
                && (nulled.column == "time" || names(condition, &nulled.column)))
    })
}

/// `source`, `snapshot`, `approved` and `indicator`.
fn derived(
    specs: &BTreeMap<String, TableSpec>,
    sources: &Sources,
    question: &Question<'_>,
) -> Result<Tables, EngineError> {
    let mut tables = Tables::new();
    let mut add = |name: &str, rows: Vec<Vec<Cell>>| -> Result<(), EngineError> {
        if let Some(spec) = specs.get(name) {
            let table = views::made(&spec.columns, &rows).map_err(|error| failed(name, &error))?;
            tables.insert(name.to_owned(), table);
        }
        Ok(())
    };
    let text = |value: &str| Cell::Text(Some(value.to_owned()));
    let count = |value: u64| Cell::Integer(i64::try_from(value).ok());
    let live = sources.iter().filter(|(_, facts)| facts.live);
    let rows = live.map(|(number, facts)| {
        let coverage = &facts.coverage;
        vec![
            Cell::Integer(Some(number.into())),
            text(&facts.path),
            text(facts.kind.as_str()),
            Cell::Text(facts.platform.clone()),
            Cell::Text(facts.device.clone()),
            Cell::Moment(facts.collected),
            text(facts.said_by.as_str()),
            text(match facts.state {
                seawall_model::State::Read => "read",
                seawall_model::State::Partly => "partly",
                seawall_model::State::NotRead => "not_read",
            }),
            Cell::Boolean(Some(facts.complete)),
            Cell::Text(facts.reason.clone()),
            count(coverage.read),
            count(coverage.irrelevant),
            count(coverage.unsupported),
            count(coverage.unrecognised),
            Cell::Moment(coverage.from),
            Cell::Moment(coverage.until),
        ]
    });
    add("source", rows.collect())?;
    let rows = sources.snapshots().map(|(number, facts)| {
        vec![
            Cell::Text(facts.device.clone()),
            Cell::Integer(Some(number.into())),
            text(facts.kind.as_str()),
            text(&facts.reader),
            Cell::Text(facts.platform.clone()),
            Cell::Moment(facts.collected),
            Cell::Boolean(Some(facts.complete)),
            Cell::Boolean(Some(facts.current)),
            Cell::Boolean(Some(facts.newest_complete)),
            Cell::Integer(facts.previous.map(i64::from)),
            Cell::Origin(Origin::new(number, 0).0),
        ]
    });
    add("snapshot", rows.collect())?;
    let rows = question.approved.iter().map(|approval| {
        vec![
            text(&approval.list),
            text(&approval.value),
            Cell::Address(approval.network.map(|(address, _)| address)),
            Cell::Integer(approval.network.map(|(_, length)| length.into())),
            Cell::Text(approval.devices.clone()),
            Cell::Moment(approval.until),
            Cell::Text(approval.reason.clone()),
        ]
    });
    add("approved", rows.collect())?;
    let rows = question.indicators.iter().map(|indicator: &Indicator| {
        vec![
            text(&indicator.notice),
            Cell::Text(indicator.publisher.clone()),
            text(&indicator.kind),
            text(&indicator.value),
            Cell::Text(indicator.label.clone()),
            Cell::Moment(indicator.valid_from),
            Cell::Moment(indicator.valid_until),
            Cell::Text(indicator.note.clone()),
        ]
    });
    add("indicator", rows.collect())?;
    Ok(tables)
}

/// The rows of `channel`: every channel of every device, from its own first line anywhere.
fn channel_rows(base: &Base, channels: &Channels) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for device in &base.believed {
        for channel in base.content.channels.values() {
            let from = base.question.from.or_else(|| channels.earliest(channel));
            let judged = channels.judge(channel, &device.name, from, &base.knowledge.sources);
            rows.push(vec![
                Cell::Text(Some(device.name.clone())),
                Cell::Text(Some(channel.id.clone())),
                Cell::Text(Some(judged.state.to_owned())),
                Cell::Moment(judged.from),
                Cell::Moment(judged.until),
                Cell::Seconds(judged.longest_gap),
                Cell::Text(judged.cause.map(|cause| cause.as_str().to_owned())),
                Cell::Text(judged.cause.map(|_| judged.reason.clone())),
                Cell::Text(judged.remedy),
                Cell::Origin(judged.origin),
            ]);
        }
    }
    rows
}
