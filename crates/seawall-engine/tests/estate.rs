//! The estate, asked: rows in, answers and findings out. Everything is built from rows, so that a
//! case shows all that it rests on.

mod world;

use insta::assert_snapshot;
use seawall_engine::{EngineError, Estate};
use seawall_model::tables;
use world::{World, at};

#[test]
fn one_hunt_finds_one_device_and_looks_at_the_other() {
    let mut world = World::new();
    world.hunt(
        "user-fifteen",
        "key: [account]\nsees: [{channels: [configuration], tables: [device_user]}]",
        "SELECT device, account, origin, concat('Account ', account, ' has level 15') AS says
         FROM device_user WHERE privilege = 15",
    );
    let one = world.configuration("r1.cfg", "r1", "2025-08-01T00:00:00Z");
    world.line(one, 7, "username eve privilege 15");
    world.push(
        one,
        7,
        tables::DeviceUser {
            account: "eve".to_owned(),
            privilege: Some(15),
            ..Default::default()
        },
    );
    let two = world.configuration("r2.cfg", "r2", "2025-08-01T00:00:00Z");
    world.push(
        two,
        3,
        tables::DeviceUser {
            account: "adam".to_owned(),
            privilege: Some(1),
            ..Default::default()
        },
    );
    assert_snapshot!(world.ask(), @"");
}
