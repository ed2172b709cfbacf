# What people do on the eight devices of the wider estate, from April to September 2026, in UTC.
# The notation is that of ../quiet.story; a session may carry [ids], and nojump where its account
# had nothing open on a jump host. Further lines:
#
# fail DEVICE DATE TIME [ids] ACCOUNT ADDRESS      a login that is refused
# host DEVICE DATE TIME [ids] MESSAGE              a line of the Linux below IOS XR
# jump DATE TIME DATE TIME ACCOUNT [ids]           a sitting at the jump host, from, until
# TIME ~[shell in USER], ~[shell out USER]         IOS XR says that somebody entered or left the shell

look M01 ST-04 ST-05 pe-tha-01 | An engineer opens the shell of the host for a support case in a change window; no user is made and no SSH server started.
look M02 ST-07 dc-kal-02 | Guest Shell runs an approved script in a change window; the container is in seawall.toml.
look M03 ST-12 pe-tha-01 | A customer route is added in a change window, not into a tunnel.
look M04 ST-14 dc-kal-01 | The accounting list gets the local log as its second method in a change window.
look M05 ST-16 dc-kal-01 | An old public key of the provisioning robot.
look M06 ST-24 dc-kal-02 | A loopback is renumbered in a change window; nobody logs in from it.
look M07 ST-27 ce-mar-01 | Troubleshooting: six pings to three addresses.
look M08 ST-28 ce-mar-01 | SSH from a router to a jump host, to fetch a note: one end is no router.
look M09 ST-32 rtr-tha-01 | A Tcl script of the organisation's own is run in a change window.
look M10 ST-37 agg-ner-01 | A measuring agent, approved in seawall.toml, is installed in a change window.
look M11 - pe-tha-01 | A second flow collector of the organisation's own is added in a change window.
look M12 - agg-ner-01 | An EEM applet that writes a log line when a link goes down and hides nothing.
look M13 - pe-ner-01 | The mediation device for lawful interception, known since before; a second one inside the organisation's own network is added in a change window.
look M14 - sw-tha-02 | A second, approved name server is added in a change window.
look M15 - pe-ner-01 | A new routing neighbour of a customer, inside its VRF, added in a change window.
look M16 - pe-tha-01 | An engineer mistypes the password once, from the jump host, and then gets in.
look M17 - ce-mar-01 | Addresses that resemble published ones (104.194.150.2, 45.61.133.7) knock in vain.
look M18 - jump-kal-01 | A session on the jump host stays open over night; a device login late that evening falls into it.
look M19 ST-14 pe-ner-01 | Console logins are local only, by an old list used on the console line (also dc-kal-01, agg-ner-01).
look M20 ST-30 rtr-tha-01 | Read-only communities are replaced in a change window in June (also dc-kal-02).
look M21 - rtr-tha-01 | The boot image changes to a file on the flash, fetched from the approved transfer server.

session pe-ner-01 2026-04-14 20:12:10 mreyes 10.20.9.11
20:12:41 configure
20:13:02 [M15] router bgp 64500
20:13:10 vrf CUST-ALOE
20:13:22 [M15] neighbor 10.22.110.2
20:13:35 [M15] remote-as 64540
20:13:58 ~password clear {s:bgp-aloe}
20:14:20 address-family ipv4 unicast
20:14:31 route-policy PASS in
20:14:40 route-policy PASS out
20:15:02 commit
20:15:20 end
20:16:03 show bgp vrf CUST-ALOE summary
20:16:40 exit

session dc-kal-02 2026-06-16 20:31:00 nkostova 10.20.9.11
20:31:22 configure terminal
20:31:50 [M20] snmp-server community {s:snmp-nx} group network-operator
20:32:14 no snmp-server community {s:snmp-nx-old} group network-operator
20:32:30 end
20:32:51 copy running-config startup-config
20:33:10 exit

session rtr-tha-01 2026-06-16 21:02:11 nkostova 10.20.9.11
21:02:40 configure terminal
21:03:02 [M20] snmp-server community {s:snmp-tha} RO 10
21:03:25 no snmp-server community {s:snmp-tha-old} RO 10
21:03:40 end
21:04:02 write memory
21:04:20 exit

session sw-tha-02 2026-09-01 20:41:10 mreyes 10.20.9.11
20:41:32 configure terminal
20:41:50 [M14] ip name-server 10.20.9.73
20:42:04 end
20:42:21 write memory
20:42:40 exit

session ce-mar-01 2026-09-03 13:10:08 nkostova 10.20.9.11
13:10:31 [M07] ping 203.0.113.130
13:11:20 [M07] ping 198.51.100.97
13:12:05 [M07] ping 10.21.1.21
13:13:31 [M07] ping 203.0.113.130 size 1500 df-bit
13:14:22 [M07] ping 198.51.100.97 size 1500 df-bit
13:15:40 [M07] ping 10.21.1.21 repeat 50
13:17:02 [M08] ssh -l nkostova 10.20.9.11
13:19:30 show interfaces GigabitEthernet0/0/2
13:20:11 exit

session dc-kal-01 2026-09-08 20:51:03 nkostova 10.20.9.11
20:51:30 configure terminal
20:51:52 [M04] aaa accounting default group ISE local
20:52:10 end
20:52:33 copy running-config startup-config
20:53:01 exit

session pe-tha-01 2026-09-09 07:12:31 jlind 10.20.9.12 [M16]
07:12:58 show isis neighbors
07:13:40 show mpls ldp neighbor brief
07:14:21 exit
fail pe-tha-01 2026-09-09 07:12:19 [M16] jlind 10.20.9.12

session pe-tha-01 2026-09-10 20:11:20 jlind 10.20.9.12
20:11:48 show processes cpu
20:12:30 [M01] run
20:12:31 [M01] ~[shell in jlind]
20:19:02 ~[shell out jlind]
20:19:40 show platform
20:20:05 exit

session rtr-tha-01 2026-09-10 21:51:08 jlind 10.20.9.12
21:51:40 [M21] copy http://10.20.9.60/images/c2900-universalk9-mz.SPA.157-3.M8.bin flash0:
21:58:02 [M09] tclsh flash0:sla-check.tcl
21:59:12 configure terminal
21:59:30 [M21] no boot system flash0:c2900-universalk9-mz.SPA.157-3.M6.bin
21:59:52 [M21] boot system flash0:c2900-universalk9-mz.SPA.157-3.M8.bin
22:00:10 end
22:00:34 write memory
22:01:02 exit

session pe-ner-01 2026-09-15 20:41:02 nkostova 10.20.9.11 [M13]
20:41:30 configure
20:41:58 [M13] snmp-server host 10.20.9.96 traps version 3 priv li-med udp-port 1620
20:42:31 commit
20:42:50 end
20:43:20 exit

session pe-tha-01 2026-09-17 21:20:15 mreyes 10.20.9.11
21:20:50 configure
21:21:14 [M11] flow exporter-map FEM-NMS-2
21:21:30 version v9
21:21:52 transport udp 2055
21:22:05 source Loopback0
21:22:24 [M11] destination 10.20.9.46
21:22:50 ~root
21:23:05 flow monitor-map FMM-IPV4
21:23:20 exporter FEM-NMS-2
21:23:44 ~root
21:24:02 router static
21:24:15 vrf CUST-KORAL
21:24:28 address-family ipv4 unicast
21:24:50 [M03] 10.65.0.0/16 10.22.120.2 description KORAL-ISLANDS
21:25:20 commit
21:25:40 end
21:26:01 exit

session dc-kal-02 2026-09-22 20:21:10 jlind 10.20.9.12
20:21:44 [M02] guestshell run python3 /bootflash/scripts/lldp.py
20:23:05 configure terminal
20:23:20 [M06] interface loopback10
20:23:41 [M06] no ip address 10.20.1.51/32
20:23:58 [M06] ip address 10.20.1.55/32
20:24:15 end
20:24:40 copy running-config startup-config
20:25:02 exit

session agg-ner-01 2026-09-24 20:31:05 mreyes 10.20.9.11
20:31:40 configure terminal
20:31:52 interface VirtualPortGroup0
20:32:10 ip address 10.20.11.1 255.255.255.252
20:32:25 [M10] app-hosting appid TE1
20:32:40 app-vnic gateway0 virtualportgroup 0 guest-interface 0
20:32:58 guest-ipaddress 10.20.11.2 netmask 255.255.255.252
20:33:20 app-default-gateway 10.20.11.1 guest-interface 0
20:33:31 start
20:33:40 end
20:34:10 [M10] app-hosting install appid TE1 package bootflash:te-agent-4.4.tar
20:38:02 write memory
20:38:30 exit
log agg-ner-01 2026-09-24 20:36:41 [M10] %IM-6-INSTALL_MSG: R0/0: ioxman: app-hosting: Install succeeded: TE1 installed successfully Current state is DEPLOYED
log agg-ner-01 2026-09-24 20:37:20 [M10] %IM-6-START_MSG: R0/0: ioxman: app-hosting: Start succeeded: TE1 started successfully Current state is RUNNING

session agg-ner-01 2026-09-28 22:47:30 nkostova 10.20.9.11 [M18]
22:48:02 show ip ospf neighbor
22:48:40 show mpls ldp neighbor
22:49:20 exit
jump 2026-09-28 08:02:11 2026-09-29 09:40:33 nkostova [M18]

log ce-mar-01 2026-09-11 03:22:08 [M17] %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: root] [Source: 104.194.150.2] [localport: 22] [Reason: Login Authentication Failed] {at}
log ce-mar-01 2026-09-12 04:10:51 [M17] %SEC-6-IPACCESSLOGP: list CUST-EDGE denied tcp 45.61.133.7(51822) -> 203.0.113.130(23), 1 packet
