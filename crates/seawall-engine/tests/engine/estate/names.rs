//! Which device a row is of.

use insta::assert_snapshot;
use seawall_model::{Kind, tables};

use super::world::{self, Given, World};

/// Every device with all its names, the devices of the log's lines, and what stood in the way.
fn told(world: &World) -> String {
    let estate = world.estate();
    let mut text = String::new();
    for device in estate.devices() {
        let platform = device.platform.as_deref().unwrap_or("-");
        text.push_str(&format!(
            "{} [{platform}]: {}\n",
            device.name,
            device.names.join(", ")
        ));
    }
    let lines = estate
        .query("SELECT seen_as, device FROM log ORDER BY origin")
        .unwrap();
    text.push_str(&world::table(&lines));
    for problem in estate.naming_problems() {
        text.push_str(&format!("! {problem}\n"));
    }
    text
}

fn seen(world: &mut World, names: &[&str]) {
    let log = world.source("syslog.log", Kind::Log);
    for (line, name) in names.iter().enumerate() {
        world.log(log, line as u32 + 1, name, "2025-08-01T00:00:00Z", "x");
    }
}

fn configuration(world: &mut World, path: &str, hostname: &str, addresses: &[&str]) -> Given {
    let given = world.configuration(path, hostname, "2025-08-01T00:00:00Z");
    for address in addresses {
        world.address(given, "interface-address", address, None);
    }
    given
}

#[test]
fn names_compare_without_case_and_domain() {
    let mut world = World::new();
    let given = configuration(&mut world, "Core-1.cfg", "Core-1", &["192.0.2.1"]);
    world.name(given, "full-name", "Core-1.example.net");
    seen(
        &mut world,
        &[
            "CORE-1",
            "core-1.example.net",
            "core-1.other.example",
            "192.0.2.1",
            "192.0.2.2",
        ],
    );
    assert_snapshot!(told(&world), @r"
    192.0.2.2 [-]: 192.0.2.2
    Core-1 [cisco-ios-xe]: 192.0.2.1, Core-1, Core-1.example.net
    core-1.other.example [-]: core-1.other.example
    seen_as | device
    CORE-1 | Core-1
    core-1.example.net | Core-1
    core-1.other.example | core-1.other.example
    192.0.2.1 | Core-1
    192.0.2.2 | 192.0.2.2
    ! syslog.log: 60 % of its 5 rows belong to devices whose configuration or inventory line is here; the others are of 192.0.2.2, core-1.other.example. Give their configurations, or list them in an inventory.
    ");
}

#[test]
fn an_address_of_two_devices_binds_nothing() {
    let mut world = World::new();
    let one = configuration(&mut world, "r1.cfg", "r1", &["192.0.2.1"]);
    let two = configuration(&mut world, "r2.cfg", "r2", &["192.0.2.2"]);
    for (given, vrf) in [(one, None), (two, Some("MGMT"))] {
        world.address(given, "interface-address", "10.0.0.1", vrf);
    }
    world.address(two, "interface-address", "10.0.0.9", Some("A"));
    world.address(two, "interface-address", "10.0.0.9", Some("B"));
    seen(
        &mut world,
        &["192.0.2.1", "10.0.0.1", "10.0.0.9", "127.0.0.1"],
    );
    assert_snapshot!(told(&world), @r"
    10.0.0.1 [-]: 10.0.0.1
    127.0.0.1 [-]: 127.0.0.1
    r1 [cisco-ios-xe]: 10.0.0.1, 192.0.2.1, r1
    r2 [cisco-ios-xe]: 10.0.0.1, 10.0.0.9, 192.0.2.2, r2
    seen_as | device
    192.0.2.1 | r1
    10.0.0.1 | 10.0.0.1
    10.0.0.9 | r2
    127.0.0.1 | 127.0.0.1
    ! syslog.log: 50 % of its 4 rows belong to devices whose configuration or inventory line is here; the others are of 10.0.0.1, 127.0.0.1. Give their configurations, or list them in an inventory.
    ");
    let table = world.estate().query(
        "SELECT device_at(address('192.0.2.2')) AS a, device_at(address('10.0.0.1')) AS b,
                own_address(address('10.0.0.1')) AS c, own_address(address('203.0.113.1')) AS d",
    );
    assert_snapshot!(world::table(&table.unwrap()), @r"
    a | b | c | d
    r2 | NULL | true | false
    ");
}

#[test]
fn an_inventory_line_joins_its_device_by_name_serial_or_address() {
    let mut world = World::new();
    let one = configuration(&mut world, "a.cfg", "EDGE-A", &["192.0.2.1"]);
    let two = configuration(&mut world, "b.cfg", "edge-b", &["192.0.2.2"]);
    world.name(two, "serial", "FOC11112222");
    configuration(&mut world, "c.cfg", "edge-c", &["192.0.2.3"]);
    let inventory = world.source("devices.csv", Kind::Inventory);
    for (line, name, serial, address) in [
        (2, "edge-a.example.net", None, None),
        (3, "Paris 7", Some("FOC11112222"), None),
        (4, "Lyon 2", None, Some("192.0.2.3")),
        (5, "Nice 1", None, Some("192.0.2.99")),
    ] {
        world.listed(inventory, line, name, None);
        let more = [
            ("serial", serial.map(str::to_owned), None),
            (
                "management-address",
                None,
                address.map(|a: &str| a.parse().unwrap()),
            ),
        ];
        for (kind, text, address) in more {
            if text.is_some() || address.is_some() {
                world.push_as(
                    inventory,
                    line,
                    name,
                    tables::DeviceName {
                        name_kind: kind.to_owned(),
                        name: text,
                        address,
                        ..Default::default()
                    },
                );
            }
        }
    }
    seen(
        &mut world,
        &["paris 7", "LYON 2", "192.0.2.99", "edge-a", "FOC11112222"],
    );
    let _ = one;
    assert_snapshot!(told(&world), @r"
    EDGE-A [cisco-ios-xe]: 192.0.2.1, EDGE-A, edge-a.example.net
    Nice 1 [-]: 192.0.2.99, Nice 1
    edge-b [cisco-ios-xe]: 192.0.2.2, FOC11112222, Paris 7, edge-b
    edge-c [cisco-ios-xe]: 192.0.2.3, Lyon 2, edge-c
    seen_as | device
    paris 7 | edge-b
    LYON 2 | edge-c
    192.0.2.99 | Nice 1
    edge-a | EDGE-A
    FOC11112222 | edge-b
    ");
}

#[test]
fn a_name_of_two_devices_is_nobodys() {
    let mut world = World::new();
    let one = configuration(&mut world, "site1/r1.cfg", "r1", &["192.0.2.1"]);
    world.name(one, "serial", "FOC11110001");
    let two = configuration(&mut world, "site2/r1.cfg", "R1", &["192.0.2.2"]);
    world.name(two, "serial", "FOC11110002");
    // An older file of the second: same serial.
    let older = world.configuration("site2/old/r1.cfg", "R1", "2025-07-01T00:00:00Z");
    world.name(older, "serial", "FOC11110002");
    // Two without serials and without an address in common.
    configuration(&mut world, "x/switch.cfg", "switch", &["198.51.100.1"]);
    configuration(&mut world, "y/switch.cfg", "switch", &["198.51.100.2"]);
    // Two without serials that share one: the same device, renumbered.
    configuration(
        &mut world,
        "p/core.cfg",
        "core",
        &["203.0.113.1", "203.0.113.2"],
    );
    configuration(
        &mut world,
        "q/core.cfg",
        "core",
        &["203.0.113.2", "203.0.113.3"],
    );
    seen(
        &mut world,
        &[
            "r1",
            "192.0.2.1",
            "FOC11110002",
            "switch",
            "198.51.100.2",
            "core",
        ],
    );
    assert_snapshot!(told(&world), @r"
    R1 (serial FOC11110002) [cisco-ios-xe]: 192.0.2.2, FOC11110002, R1
    core [cisco-ios-xe]: 203.0.113.1, 203.0.113.2, 203.0.113.3, core
    r1 [-]: r1
    r1 (serial FOC11110001) [cisco-ios-xe]: 192.0.2.1, FOC11110001, r1
    switch [-]: switch
    switch (x/switch.cfg) [cisco-ios-xe]: 198.51.100.1, switch
    switch (y/switch.cfg) [cisco-ios-xe]: 198.51.100.2, switch
    seen_as | device
    r1 | r1
    192.0.2.1 | r1 (serial FOC11110001)
    FOC11110002 | R1 (serial FOC11110002)
    switch | switch
    198.51.100.2 | switch (y/switch.cfg)
    core | core
    ! The name r1 is claimed by 2 devices: serial FOC11110001 in site1/r1.cfg; serial FOC11110002 in site2/old/r1.cfg, site2/r1.cfg. Lines that only say r1 belong to neither. Give the devices different names, or collect logs under their addresses.
    ! The name switch is claimed by 2 devices: x/switch.cfg; y/switch.cfg. Lines that only say switch belong to neither. Give the devices different names, or collect logs under their addresses.
    ! syslog.log: 66 % of its 6 rows belong to devices whose configuration or inventory line is here; the others are of r1, switch. Give their configurations, or list them in an inventory.
    ");
    let table = world
        .estate()
        .query("SELECT device, source FROM snapshot ORDER BY source");
    assert_snapshot!(world::table(&table.unwrap()), @r"
    device | source
    r1 (serial FOC11110001) | 1
    R1 (serial FOC11110002) | 2
    R1 (serial FOC11110002) | 3
    switch (x/switch.cfg) | 4
    switch (y/switch.cfg) | 5
    core | 6
    core | 7
    ");
}

#[test]
fn serial_beats_name_and_file_names_are_weakest() {
    let mut world = World::new();
    let old = world.configuration("r1.cfg", "old-name", "2025-07-01T00:00:00Z");
    world.name(old, "serial", "FOC11110001");
    world.name(old, "file-name", "r1");
    let new = world.configuration("r1-new.cfg", "new-name", "2025-08-01T00:00:00Z");
    world.name(new, "serial", "foc11110001");
    // This one has a hostname that another's file has.
    let other = world.configuration("x.cfg", "x-name", "2025-08-01T00:00:00Z");
    world.name(other, "file-name", "lab");
    configuration(&mut world, "lab.cfg", "lab", &[]);
    seen(
        &mut world,
        &[
            "old-name",
            "new-name",
            "r1",
            "lab",
            "nobody",
            "NOBODY.example.net",
        ],
    );
    assert_snapshot!(told(&world), @r"
    lab [cisco-ios-xe]: lab
    new-name [cisco-ios-xe]: FOC11110001, foc11110001, new-name, old-name
    nobody [-]: NOBODY.example.net, nobody
    x-name [cisco-ios-xe]: x-name
    seen_as | device
    old-name | new-name
    new-name | new-name
    r1 | new-name
    lab | lab
    nobody | nobody
    NOBODY.example.net | nobody
    ! syslog.log: 66 % of its 6 rows belong to devices whose configuration or inventory line is here; the others are of nobody. Give their configurations, or list them in an inventory.
    ");
}

#[test]
fn nothing_in_a_serial_column_is_no_serial() {
    let mut world = World::new();
    let inventory = world.source("devices.csv", Kind::Inventory);
    for (line, name, serial) in [
        (2, "a", "N/A"),
        (3, "b", "N/A"),
        (4, "c", "00000000"),
        (5, "d", "00000000"),
        (6, "e", "FOC11110001"),
        (7, "f", "FOC11110001"),
    ] {
        world.listed(inventory, line, name, Some("Cisco-IOS"));
        world.push_as(
            inventory,
            line,
            name,
            tables::DeviceName {
                name_kind: "serial".to_owned(),
                name: Some(serial.to_owned()),
                ..Default::default()
            },
        );
    }
    assert_snapshot!(told(&world), @r"
    a [cisco-ios]: a
    b [cisco-ios]: b
    c [cisco-ios]: c
    d [cisco-ios]: d
    e [cisco-ios]: e
    f [cisco-ios]: f
    seen_as | device
    ! devices.csv: the serial number foc11110001 stands at two devices, so it identifies neither. Correct the inventory.
    ");
}

#[test]
fn the_plain_device_is_what_the_newest_source_says() {
    let mut world = World::new();
    let inventory = world.source("devices.csv", Kind::Inventory);
    world.listed(inventory, 2, "r1", Some("cisco-ios"));
    world.push_as(
        inventory,
        2,
        "r1",
        tables::Device {
            role: Some("edge".to_owned()),
            version: Some("12.2".to_owned()),
            ..Default::default()
        },
    );
    let old = world.configuration("old.cfg", "r1", "2025-07-01T00:00:00Z");
    world.push(
        old,
        1,
        tables::Device {
            version: Some("17.3.1".to_owned()),
            model: Some("C9300".to_owned()),
            ..Default::default()
        },
    );
    let new = world.configuration("new.cfg", "r1", "2025-08-01T00:00:00Z");
    world.push(
        new,
        1,
        tables::Device {
            version: Some("17.9.4a".to_owned()),
            ..Default::default()
        },
    );
    seen(&mut world, &["stranger"]);
    let table = world
        .estate()
        .query("SELECT device, platform, version, model, role, reads, origin FROM device");
    assert_snapshot!(world::table(&table.unwrap()), @r"
    device | platform | version | model | role | reads | origin
    r1 | cisco-ios-xe | 17.9.4a | C9300 | edge | true | new.cfg:1
    stranger | NULL | NULL | NULL | NULL | false | syslog.log:1
    ");
}
