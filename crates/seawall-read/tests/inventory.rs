//! Lists of devices in, rows out.

mod common;

use common::Given;

#[test]
fn netbox() {
    let text = "\u{feff}Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,IP Address,ID,Serial number,Platform\n\
         edge-gw-1,Active,,north,room 4,R1,edge router,Cisco,C8500-12X,192.0.2.1/32,7,FXS0000A1B2,Cisco IOS XE\n\
         \"core, old\",Active,,north,,R1,core,Cisco,ASR 1001,2001:db8::7/64,8,—,\n\
         ,Active,,north,,R1,core,Cisco,ASR 1001,192.0.2.9/24,9,,\n\
         ";
    let mut given = Given::new("devices.csv", text);
    given.modified = None;
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    device 2: "edge-gw-1" "Cisco IOS XE" "C8500-12X" "FXS0000A1B2" "edge router" "north"
    device_name 2: "edge-gw-1" "inventory-name" "edge-gw-1"
    device_name 2: "edge-gw-1" "management-address" @192.0.2.1
    device_name 2: "edge-gw-1" "serial" "FXS0000A1B2"
    device 3: "core, old" "ASR 1001" "core" "north"
    device_name 3: "core, old" "inventory-name" "core, old"
    device_name 3: "core, old" "management-address" @2001:db8::7
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    inventory-csv inventory said by organisation: 2 read, 1 irrelevant, 1 unsupported, 0 unrecognised
    - to -
    1 × ,Active,,north,,R9,core,Cisco,ASR 9,9.9.9.9/9,9,,
    - Rows without a name: 1 (the first is line 4); they are no device here: name them in the list.
    ");
}

#[test]
fn plain() {
    let text = r#"device;platform;version
edge-gw-1;cisco-ios-xe;17.9.4a
sw-07;ios;15.2(7)E8
"#;
    let mut given = Given::new("list.csv", text);
    given.modified = None;
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    device 2: "edge-gw-1" "cisco-ios-xe" "17.9.4a"
    device_name 2: "edge-gw-1" "inventory-name" "edge-gw-1"
    device 3: "sw-07" "ios" "15.2(7)E8"
    device_name 3: "sw-07" "inventory-name" "sw-07"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    inventory-csv inventory said by organisation: 2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    - to -
    ");
}

#[test]
fn nautobot() {
    let text = "\
name,platform__name,role__name,location__name,device_type__manufacturer__name,device_type__model,primary_ip4__host,primary_ip6__host,serial,software_version__version,status__name
edge-gw-1,Cisco IOS XE,edge router,north,Cisco,C8500-12X,192.0.2.1,2001:db8::1,FXS0000A1B2,17.9.4a,Active
sw-07,NoObject,access,north,Cisco,C9300,NoObject,,,,Active
";
    let reading = Given::new("export.csv", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    device 2: "edge-gw-1" "Cisco IOS XE" "17.9.4a" "C8500-12X" "FXS0000A1B2" "edge router" "north"
    device_name 2: "edge-gw-1" "inventory-name" "edge-gw-1"
    device_name 2: "edge-gw-1" "management-address" @192.0.2.1
    device_name 2: "edge-gw-1" "management-address" @2001:db8::1
    device_name 2: "edge-gw-1" "serial" "FXS0000A1B2"
    device 3: "sw-07" "C9300" "access" "north"
    device_name 3: "sw-07" "inventory-name" "sw-07"
    "#);
}
