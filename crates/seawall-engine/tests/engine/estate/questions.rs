//! What may be asked, and what is refused: read-only SQL, and the checks of hunts and channels.

use insta::assert_snapshot;
use seawall_engine::Check;
use seawall_model::tables;

use super::world::{self, World};

#[test]
fn only_a_plain_select_is_answered() {
    let mut world = World::new();
    world.configuration("r1.cfg", "r1", "2025-08-01T00:00:00Z");
    let estate = world.estate();
    let mut text = String::new();
    for sql in [
        "COPY device TO '/tmp/x.csv'",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/passwd'",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "INSERT INTO device VALUES ('x')",
        "INSERT INTO device SELECT * FROM device",
        "DELETE FROM device",
        "UPDATE device SET device = 'x'",
        "DROP TABLE device",
        "SET datafusion.execution.target_partitions = 1",
        "SHOW TABLES",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "DESCRIBE device",
        "VALUES (1)",
        "SELECT 1; SELECT 2",
        "SELECT * INTO t FROM device",
        "WITH x AS (INSERT INTO device VALUES ('x')) SELECT * FROM x",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM generate_series(1, 10)",
        "SELECT * FROM information_schema.tables",
        "SELECT random()",
        "SELECT now()",
        "SELECT current_date",
        "SELECT current_timestamp",
        "SELECT uuid()",
        "SELECT version()",
        "SELECT approx_distinct(device) FROM device",
        "SELECT devise FROM device",
        "SELECT * FROM devise",
        "SELECT in_network(device, '192.0.2.0/24') FROM device",
        "SELECT in_network(origin, '192.0.2.0/24') FROM device",
        "SELECT in_network(address('192.0.2.1'), 'nonsense')",
        "SELECT listed(device, device) FROM device",
        "",
    ] {
        let answer = match estate.query(sql) {
            Ok(table) => format!("ANSWERED {}", table.rows.len()),
            Err(error) => error.to_string(),
        };
        text.push_str(&format!("{sql}\n    {answer}\n"));
    }
    assert_snapshot!(text, @r#"
    COPY device TO '/tmp/x.csv'
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/passwd'
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    CREATE TABLE t AS SELECT 1
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    CREATE VIEW v AS SELECT 1
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    INSERT INTO device VALUES ('x')
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    INSERT INTO device SELECT * FROM device
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    DELETE FROM device
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    UPDATE device SET device = 'x'
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    DROP TABLE device
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    SET datafusion.execution.target_partitions = 1
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    SHOW TABLES
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    EXPLAIN SELECT 1
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    EXPLAIN ANALYZE SELECT 1
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    DESCRIBE device
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    VALUES (1)
        This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.
    SELECT 1; SELECT 2
        query: Only one statement can be asked at a time. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * INTO t FROM device
        This statement does more than read. Only SELECT over the tables of `seawall query --tables` is allowed.
    WITH x AS (INSERT INTO device VALUES ('x')) SELECT * FROM x
        query: Query INSERT INTO device VALUES ('x') not implemented yet. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM '/etc/passwd'
        query: There is no table /etc/passwd. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM "/etc/passwd"
        query: There is no table /etc/passwd. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM read_csv('/etc/passwd')
        query: table function 'read_csv' not found. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM generate_series(1, 10)
        query: table function 'generate_series' not found. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM information_schema.tables
        query: There is no table seawall.information_schema.tables. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT random()
        query: There is no function random here: nothing that reads a clock, a file or chance. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT now()
        query: There is no function now here: nothing that reads a clock, a file or chance. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT current_date
        query: There is no column current_date. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT current_timestamp
        query: There is no column current_timestamp. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT uuid()
        query: There is no function uuid here: nothing that reads a clock, a file or chance. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT version()
        query: There is no function version here: nothing that reads a clock, a file or chance. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT approx_distinct(device) FROM device
        query: There is no function approx_distinct here: nothing that reads a clock, a file or chance. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT devise FROM device
        query: There is no column devise; the nearest is device.device. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT * FROM devise
        query: There is no table devise; the nearest is device. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT in_network(device, '192.0.2.0/24') FROM device
        query: argument 1 of in_network() is Utf8View and should be Address; write address('192.0.2.1') for a text. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT in_network(origin, '192.0.2.0/24') FROM device
        query: argument 1 of in_network() is UInt64 and should be Address; write address('192.0.2.1') for a text. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT in_network(address('192.0.2.1'), 'nonsense')
        query: in_network() wants a network such as '203.0.113.0/24', not 'nonsense'. Correct the SQL; `seawall query --tables` lists tables and columns.
    SELECT listed(device, device) FROM device
        query: argument 1 must be a text between quotes. Correct the SQL; `seawall query --tables` lists tables and columns.

        query: No SQL statements were provided in the query string. Correct the SQL; `seawall query --tables` lists tables and columns.
    "#);
}

#[test]
fn cells_are_text_that_a_person_reads() {
    let mut world = World::new();
    let given = world.configuration("r1.cfg", "r1", "2025-08-01T00:00:00Z");
    world.push(
        given,
        7,
        tables::DeviceAaaServer {
            protocol: "tacacs".to_owned(),
            address: Some("192.0.2.49".parse().unwrap()),
            port: Some(49),
            ..Default::default()
        },
    );
    world.push(
        given,
        8,
        tables::DeviceAaaServer {
            protocol: "tacacs".to_owned(),
            address: Some("2001:db8::1".parse().unwrap()),
            ..Default::default()
        },
    );
    let estate = world.estate();
    let table = estate.query(
        "SELECT address, port, origin, place_of(origin) AS place, said_by(origin) AS said_by
         FROM device_aaa_server ORDER BY origin",
    );
    assert_snapshot!(world::table(&table.unwrap()), @r"
    address | port | origin | place | said_by
    192.0.2.49 | 49 | r1.cfg:7 | 7 | device
    2001:db8::1 | NULL | r1.cfg:8 | 8 | device
    ");
    let table = estate.query(
        "SELECT array_agg(origin ORDER BY origin) AS all, max(collected) AS collected,
                count(*) AS count, count(*) > 1 AS several, CAST(NULL AS VARCHAR) AS nothing,
                array_agg(address ORDER BY address) AS addresses
         FROM device_aaa_server_history",
    );
    assert_snapshot!(world::table(&table.unwrap()), @r"
    all | collected | count | several | nothing | addresses
    r1.cfg:7, r1.cfg:8 | 2025-08-01T00:00:00Z | 2 | true | NULL | 192.0.2.49, 2001:db8::1
    ");
}

#[test]
fn functions_answer_null_where_they_cannot_know() {
    let mut world = World::new();
    world.configuration("r1.cfg", "r1", "2025-08-01T00:00:00Z");
    world.approve("jump_hosts", "192.0.2.10");
    world.lists.insert("time_servers".to_owned());
    world.approve("robot:collector", "192.0.2.20");
    world.approved.push(seawall_engine::Approval {
        list: "robot_command:collector".to_owned(),
        value: "show running-config".to_owned(),
        ..Default::default()
    });
    let estate = world.estate();
    let mut text = String::new();
    for expression in [
        "address('192.0.2.300')",
        "address_text(address(' 192.0.2.1'))",
        "address_text(address('::ffff:192.0.2.1'))",
        "in_network(address('192.0.2.1'), '192.0.2.0/24')",
        "in_network(address(NULL), '192.0.2.0/24')",
        "listed('jump_hosts', address('192.0.2.10'))",
        "listed('jump_hosts', '192.0.2.10')",
        "listed('jump_hosts', '192.0.2.11')",
        "listed('jump_hosts', NULL)",
        "listed('time_servers', '192.0.2.11')",
        "listed('dns_servers', '192.0.2.11')",
        "list_given('time_servers')",
        "list_given('dns_servers')",
        "robot('collector', address('192.0.2.20'), 'show  running-config')",
        "robot('collector', address('192.0.2.20'), NULL)",
        "robot('collector', address('192.0.2.20'), 'configure terminal')",
        "robot('collector', address('203.0.113.1'), 'show running-config')",
        "robot('collector', NULL, 'show running-config')",
        "robot('adam', address('192.0.2.20'), 'show running-config')",
        "in_change_window(TIMESTAMP '2025-08-01T00:00:00')",
        "approved_item('tunnel', 'r1', '198.51.100.7')",
    ] {
        let table = estate.query(&format!("SELECT {expression} AS x")).unwrap();
        let answer = table.rows[0][0].clone();
        text.push_str(&format!(
            "{expression}: {}\n",
            answer.as_deref().unwrap_or("NULL")
        ));
    }
    assert_snapshot!(text, @r"
    address('192.0.2.300'): NULL
    address_text(address(' 192.0.2.1')): NULL
    address_text(address('::ffff:192.0.2.1')): 192.0.2.1
    in_network(address('192.0.2.1'), '192.0.2.0/24'): true
    in_network(address(NULL), '192.0.2.0/24'): NULL
    listed('jump_hosts', address('192.0.2.10')): true
    listed('jump_hosts', '192.0.2.10'): true
    listed('jump_hosts', '192.0.2.11'): false
    listed('jump_hosts', NULL): NULL
    listed('time_servers', '192.0.2.11'): false
    listed('dns_servers', '192.0.2.11'): NULL
    list_given('time_servers'): true
    list_given('dns_servers'): false
    robot('collector', address('192.0.2.20'), 'show  running-config'): true
    robot('collector', address('192.0.2.20'), NULL): true
    robot('collector', address('192.0.2.20'), 'configure terminal'): false
    robot('collector', address('203.0.113.1'), 'show running-config'): false
    robot('collector', NULL, 'show running-config'): NULL
    robot('adam', address('192.0.2.20'), 'show running-config'): NULL
    in_change_window(TIMESTAMP '2025-08-01T00:00:00'): NULL
    approved_item('tunnel', 'r1', '198.51.100.7'): NULL
    ");
}

/// What is wrong with one hunt over `command`, `device_user` and `snapshot`.
fn wrong(front: &str, sql: &str) -> String {
    let mut world = World::new();
    let front =
        format!("sees: [{{channels: [syslog], tables: [command, device_user, login]}}]\n{front}");
    world.hunt("x", &front, sql);
    let content = world.content();
    let check = Check::new(&content).unwrap();
    let problems: Vec<String> = check
        .hunt(&content.hunts["x"])
        .iter()
        .map(ToString::to_string)
        .collect();
    problems.join("\n")
}

#[test]
fn a_null_that_would_be_lost_is_refused() {
    let select = "SELECT c.device, c.origin, 'x' AS says FROM command c";
    let mut text = String::new();
    for rest in [
        "WHERE c.topic = 'x'",
        "WHERE c.topic LIKE 'x%' AND c.topic IN ('x', 'y')",
        "WHERE NOT c.negated",
        "WHERE c.command <> 'x'",
        "WHERE c.topic IS DISTINCT FROM 'x'",
        "WHERE c.topic <> 'x'",
        "WHERE c.topic <> 'x' OR c.topic IS NULL",
        "WHERE c.topic NOT LIKE 'x%'",
        "WHERE c.topic NOT IN ('x', 'y')",
        "WHERE NOT (c.topic = 'x')",
        "WHERE coalesce(c.topic, '') <> 'x'",
        "WHERE c.topic = c.object",
        "WHERE c.command = c.object",
        "WHERE c.command LIKE c.object",
        "WHERE c.account NOT IN (SELECT account FROM device_user)",
        "WHERE c.account IN (SELECT account FROM device_user)",
        "WHERE NOT EXISTS (SELECT 1 FROM device_user u WHERE u.device = c.device AND u.account = c.account)",
        "WHERE NOT EXISTS (SELECT 1 FROM device_user u WHERE u.device = c.device AND u.account IS NOT DISTINCT FROM c.account)",
        "JOIN login l ON l.device = c.device AND l.account = c.account",
        "JOIN login l ON l.device = c.device AND l.account IS NOT DISTINCT FROM c.account",
        "LEFT JOIN device_user u ON u.device = c.device WHERE u.account <> 'x'",
        "WHERE listed('local_accounts', c.command) = FALSE",
        "WHERE NOT listed('local_accounts', c.command)",
        "WHERE listed('local_accounts', c.command) IS DISTINCT FROM TRUE",
    ] {
        let problems = wrong("key: []", &format!("{select} {rest}"));
        let problems = if problems.is_empty() {
            "fine".to_owned()
        } else {
            problems
        };
        text.push_str(&format!(
            "{rest}\n    {}\n",
            problems.replace('\n', "\n    ")
        ));
    }
    assert_snapshot!(text, @r"
    WHERE c.topic = 'x'
        fine
    WHERE c.topic LIKE 'x%' AND c.topic IN ('x', 'y')
        fine
    WHERE NOT c.negated
        fine
    WHERE c.command <> 'x'
        fine
    WHERE c.topic IS DISTINCT FROM 'x'
        fine
    WHERE c.topic <> 'x'
        hunts/topic/x/hunt.sql:16: c.topic (command.topic) is compared with <> and may be NULL: such rows would be lost. Write IS DISTINCT FROM, or say under null_ok why a NULL in command.topic may not fire.
    WHERE c.topic <> 'x' OR c.topic IS NULL
        fine
    WHERE c.topic NOT LIKE 'x%'
        hunts/topic/x/hunt.sql:16: c.topic (command.topic) is matched with NOT LIKE and may be NULL: such rows would be lost. Add OR … IS NULL, or say under null_ok why a NULL in command.topic may not fire.
    WHERE c.topic NOT IN ('x', 'y')
        hunts/topic/x/hunt.sql:16: c.topic (command.topic) is tested with NOT IN and may be NULL: such rows would be lost. Add OR … IS NULL, or say under null_ok why a NULL in command.topic may not fire.
    WHERE NOT (c.topic = 'x')
        hunts/topic/x/hunt.sql:16: c.topic (command.topic) stands under NOT and may be NULL: such rows would be lost. Write IS NOT TRUE, or say under null_ok why a NULL in command.topic may not fire.
    WHERE coalesce(c.topic, '') <> 'x'
        fine
    WHERE c.topic = c.object
        hunts/topic/x/hunt.sql:16: c.object (command.object) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.object may not fire.
        hunts/topic/x/hunt.sql:16: c.topic (command.topic) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.topic may not fire.
    WHERE c.command = c.object
        hunts/topic/x/hunt.sql:16: c.object (command.object) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.object may not fire.
    WHERE c.command LIKE c.object
        hunts/topic/x/hunt.sql:16: c.object (command.object) is matched with another column and may be NULL: such rows would be lost. Handle the NULL, or say under null_ok why a NULL in command.object may not fire.
    WHERE c.account NOT IN (SELECT account FROM device_user)
        hunts/topic/x/hunt.sql:16: NOT IN (SELECT …) finds nothing as soon as one value is NULL. Write NOT EXISTS with IS NOT DISTINCT FROM.
    WHERE c.account IN (SELECT account FROM device_user)
        hunts/topic/x/hunt.sql:16: c.account (command.account) is tested with IN (SELECT …) and may be NULL: such rows would be lost. Write EXISTS with IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.account may not fire.
    WHERE NOT EXISTS (SELECT 1 FROM device_user u WHERE u.device = c.device AND u.account = c.account)
        hunts/topic/x/hunt.sql:16: c.account (command.account) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.account may not fire.
    WHERE NOT EXISTS (SELECT 1 FROM device_user u WHERE u.device = c.device AND u.account IS NOT DISTINCT FROM c.account)
        fine
    JOIN login l ON l.device = c.device AND l.account = c.account
        hunts/topic/x/hunt.sql:16: c.account (command.account) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in command.account may not fire.
        hunts/topic/x/hunt.sql:16: l.account (login.account) is compared with = and may be NULL on one side: such rows would be lost. Write IS NOT DISTINCT FROM, or say under null_ok why a NULL in login.account may not fire.
    JOIN login l ON l.device = c.device AND l.account IS NOT DISTINCT FROM c.account
        fine
    LEFT JOIN device_user u ON u.device = c.device WHERE u.account <> 'x'
        hunts/topic/x/hunt.sql:16: u.account (device_user.account) is compared with <> and may be NULL: such rows would be lost. Write IS DISTINCT FROM, or say under null_ok why a NULL in device_user.account may not fire.
    WHERE listed('local_accounts', c.command) = FALSE
        hunts/topic/x/hunt.sql:16: listed('local_accounts', c.command) (command.command) is compared with FALSE and may be NULL: such rows would be lost. Write IS NOT TRUE, or IS FALSE if only what was seen counts, or say under null_ok why a NULL in command.command may not fire.
    WHERE NOT listed('local_accounts', c.command)
        hunts/topic/x/hunt.sql:16: listed('local_accounts', c.command) (command.command) stands under NOT and may be NULL: such rows would be lost. Write IS NOT TRUE, or say under null_ok why a NULL in command.command may not fire.
    WHERE listed('local_accounts', c.command) IS DISTINCT FROM TRUE
        fine
    ");
    let excused = wrong(
        "key: []\nnull_ok: [{column: command.topic, reason: Because.}]",
        &format!("{select} WHERE c.topic <> 'x'"),
    );
    assert_eq!(excused, "");
    let grouped = wrong(
        "key: []",
        "SELECT device, min(origin) AS origin, 'x' AS says FROM command
         GROUP BY device HAVING NOT bool_or(negated)",
    );
    assert_eq!(grouped, "");
}

#[test]
fn a_hunt_that_cannot_be_right_is_told_where() {
    let mut text = String::new();
    for (front, sql) in [
        ("key: []", "SELECT device, origin FROM command"),
        ("key: []", "SELECT device, 'x' AS says FROM command"),
        (
            "key: [account]",
            "SELECT device, origin, 'x' AS says FROM command",
        ),
        ("key: []", "SELECT device, origin, 'x' AS says FROM log"),
        (
            "key: []",
            "SELECT device, origin, devise, 'x' AS says FROM command",
        ),
        ("key: []", "SELECT device, origin, 'x' AS says FROM comand"),
        (
            "key: []",
            "SELECT device, origin, 'x' AS says, now() AS time FROM command",
        ),
        (
            "key: []",
            "SELECT device, origin, 'x' AS says, 'soon' AS time FROM command",
        ),
        (
            "key: []",
            "SELECT device, origin, 'x' AS says FROM command LIMIT 3",
        ),
        (
            "key: []",
            "SELECT device, origin, 'x' AS says FROM command ORDER BY origin LIMIT 3",
        ),
        (
            "key: []",
            "SELECT device, min(origin) AS origin, first_value(command) AS says FROM command GROUP BY device",
        ),
        (
            "key: []",
            "SELECT device, array_agg(origin) AS origins, string_agg(command, ', ' ORDER BY command) AS says FROM command GROUP BY device",
        ),
        (
            "key: []",
            "SELECT device, array_agg(origin) AS origins, array_to_string(array_agg(command), ', ') AS says FROM command GROUP BY device",
        ),
        (
            "key: []",
            "SELECT device, origin, 'x' AS says, row_number() OVER (ORDER BY origin) AS n FROM command",
        ),
        (
            "key: [secret]",
            "SELECT device, origin, secret, 'x' AS says FROM device_user",
        ),
        (
            "key: []\nsubject: account",
            "SELECT account, origin, 'x' AS says FROM command",
        ),
        (
            "key: []\nscope: {where: \"rule = 'x'\"}",
            "SELECT device, origin, 'x' AS says FROM command",
        ),
        (
            "key: []\nnull_ok: [{column: comand.topic, reason: x}]",
            "SELECT device, origin, 'x' AS says FROM command",
        ),
        ("key: []", "DELETE FROM command"),
    ] {
        let problems = wrong(front, sql);
        let problems = if problems.is_empty() {
            "fine".to_owned()
        } else {
            problems
        };
        text.push_str(&format!(
            "{sql}\n    {}\n",
            problems.replace('\n', "\n    ")
        ));
    }
    assert_snapshot!(text, @r#"
    SELECT device, origin FROM command
        hunts/topic/x/hunt.sql:16: A hunt needs the result column "says". Valid names: device, origin.
    SELECT device, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:16: The result has no evidence. Return a column of type origin, or array_agg(origin).
    SELECT device, origin, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:16: The key needs the result column "account". Valid names: device, origin, says.
    SELECT device, origin, 'x' AS says FROM log
        hunts/topic/x/hunt.sql:16: The table log is read and no alternative of `sees` names it. Add it to the `tables` of each alternative that needs it.
    SELECT device, origin, devise, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:16: There is no column devise; the nearest is command.device. Correct the SQL.
    SELECT device, origin, 'x' AS says FROM comand
        hunts/topic/x/hunt.sql:16: There is no table comand; the nearest is command. Correct the SQL.
    SELECT device, origin, 'x' AS says, now() AS time FROM command
        hunts/topic/x/hunt.sql:16: There is no function now here: nothing that reads a clock, a file or chance. Correct the SQL.
    SELECT device, origin, 'x' AS says, 'soon' AS time FROM command
        hunts/topic/x/hunt.sql:16: The result column "time" is Utf8. It must be an instant.
    SELECT device, origin, 'x' AS says FROM command LIMIT 3
        hunts/topic/x/hunt.sql:16: LIMIT without ORDER BY keeps rows by chance. Add ORDER BY over columns that tell all rows apart.
    SELECT device, origin, 'x' AS says FROM command ORDER BY origin LIMIT 3
        fine
    SELECT device, min(origin) AS origin, first_value(command) AS says FROM command GROUP BY device
        hunts/topic/x/hunt.sql:16: first_value without ORDER BY answers by chance. Write first_value(… ORDER BY …).
    SELECT device, array_agg(origin) AS origins, string_agg(command, ', ' ORDER BY command) AS says FROM command GROUP BY device
        fine
    SELECT device, array_agg(origin) AS origins, array_to_string(array_agg(command), ', ') AS says FROM command GROUP BY device
        hunts/topic/x/hunt.sql:16: array_agg without ORDER BY answers by chance. Write array_agg(… ORDER BY …).
    SELECT device, origin, 'x' AS says, row_number() OVER (ORDER BY origin) AS n FROM command
        fine
    SELECT device, origin, secret, 'x' AS says FROM device_user
        hunts/topic/x/hunt.sql:16: The key column "secret" is a secret's fingerprint. It differs from store to store: take another column as the key.
    SELECT account, origin, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:15: The result does not say on which devices it was found. Return a column `device`, or a list `devices`.
    SELECT device, origin, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:15: There is no column rule; the nearest is device.role. Correct the SQL.
    SELECT device, origin, 'x' AS says FROM command
        hunts/topic/x/hunt.sql:15: There is no column "comand.topic". Did you mean "command.topic"?
    DELETE FROM command
        hunts/topic/x/hunt.sql: This statement is not a SELECT. Write one plain SELECT.
    "#);
}

#[test]
fn a_channel_that_cannot_be_right_is_told_where() {
    let mut world = World::new();
    world.channel(
        "short",
        "shape: stream\ncarrier: logs",
        "SELECT device FROM device",
    );
    world.channel(
        "odd",
        "shape: snapshot\ncarrier: log",
        "SELECT device, 'yes' AS proved, TRUE AS configured, NULL AS sends_to,
                'x' AS switch_on, 1 AS origin FROM device",
    );
    let content = world.content();
    let check = Check::new(&content).unwrap();
    let problems: Vec<String> = content
        .channels
        .values()
        .flat_map(|channel| check.channel(channel))
        .map(|problem| problem.to_string())
        .collect();
    assert_snapshot!(problems.join("\n"), @r#"
    channels/odd.sql:6: A snapshot has no carrier. Remove the line, or make the shape `stream`.
    channels/odd.sql:8: The result column "proved" is Utf8. It must be true or false.
    channels/odd.sql:9: The result column "origin" is Int64. It must be an origin.
    channels/short.sql:6: The carrier "logs" is no table of events. A stream is measured on the rows of an event table, such as `log`.
    channels/short.sql:8: A channel needs the result column "configured". Valid names: device.
    channels/short.sql:8: A channel needs the result column "origin". Valid names: device.
    channels/short.sql:8: A channel needs the result column "proved". Valid names: device.
    channels/short.sql:8: A channel needs the result column "sends_to". Valid names: device.
    channels/short.sql:8: A channel needs the result column "switch_on". Valid names: device.
    "#);
}
