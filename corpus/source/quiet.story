# What people do on an estate nobody attacked, in UTC. make.py explains the notation.
#
# look ID ROWS DEVICE | sentence   a benign look-alike; lines marked [ID] are it
# weak ID ROWS DEVICE | sentence   a weakness, present in both estates
# session DEVICE DATE TIME ACCOUNT ADDRESS [port=N] [web]
# TIME [ID] command        ~ before a command: not expected to stand in the configuration as typed
# log DEVICE DATE TIME [ID] message

look L01 ST-01 pe-kal-01 | Access lists 10, 20 and 50 exist on several devices: 10 and 20 hold the organisation's own management stations, 50 holds outside prefixes but is used by a route map only, never by VTY, SNMP or HTTP.
look L02 ST-25 edge-kal-01 | The VTY access class is taken off while its list is edited and comes back after three and a half minutes, in a change window.
look L03 ST-10 pe-kal-01 | Mirror sessions that feed the approved intrusion detection sensor: ERSPAN from pe-kal-01, a local port on sw-kal-03.
look L04 ST-11 pe-kal-01 | Tunnels that were there before: GRE to an approved scrubbing centre (pe-kal-01) and a DMVPN spoke to an approved hub (edge-kal-01).
look L05 ST-11 edge-kal-01 | A new GRE tunnel to an approved peer, built in a change window.
look L06 ST-08 ST-09 pe-kal-01 | A packet capture for a support case, listed in seawall.toml, exported and copied to the approved transfer server.
look L07 ST-15 edge-kal-01 | The provisioning robot creates a privilege-15 account on all devices in a change window; the account is in the approved list.
look L08 ST-21 edge-kal-01 | Configuration backups copied to the approved transfer server.
look L09 ST-15 pe-kal-01 | An old privilege-15 break-glass account on every device, unchanged, in the approved list.
look L10 ST-16 pe-kal-01 | An old public key of the provisioning robot.
look L11 ST-13 sw-kal-03 | A second TACACS+ server is added, an approved one, in a change window.
look L12 ST-18 ST-19 edge-kal-01 | An approved engineer uses the web interface from a jump host in a change window: the same CONFIG_P process, but port 443 and a known account.
look L13 ST-24 pe-kal-01 | Loopbacks are renumbered (pe-kal-01 on 3 September, rtr-ner-02 on 10 September); nobody logs in from the new addresses.
look L14 ST-12 pe-kal-01 | Customer routes added in change windows, none of them into a new tunnel.
look L15 ST-20 pe-kal-01 | A package file is described before an upgrade: the same command, without a shell pattern.
look L16 ST-22 pe-kal-01 | show logging is read and the session ends; nothing is cleared but counters.
look L17 ST-27 edge-kal-01 | Troubleshooting: seven pings to three addresses in ten minutes.
look L18 ST-26 edge-kal-01 | An engineer uses three of the reconnaissance commands in five minutes and a fourth one seven minutes later.
look L19 ST-14 edge-kal-01 | Console logins are local only, by an old list used on the console line.

weak W01 ST-33 sw-kal-03 | Smart Install is on: a 15.2 switch without 'no vstack' answers on TCP 4786 by default. The evidence is an absence.
weak W02 ST-40 sw-kal-03 | The enable secret is stored as type 5 (sw-kal-03 and rtr-ner-02).
weak W03 ST-40 sw-kal-03 | A local account has a type 7 password (sw-kal-03 and rtr-ner-02).
weak W04 ST-40 sw-kal-03 | TACACS+ keys are stored as type 7 (sw-kal-03 and rtr-ner-02).

session pe-kal-01 2026-09-03 20:09:40 jlind 10.20.9.12
20:09:58 terminal length 0
20:10:11 show version
20:10:52 [L15] request platform software package describe file bootflash:asr1000-universalk9.17.12.04.SPA.bin
20:12:30 show ip interface brief
20:13:05 configure terminal
20:13:14 interface Loopback20
20:13:31 [L13] ip address 10.20.1.120 255.255.255.255
20:13:40 end
20:14:02 show ip route 10.20.1.120
20:14:31 write memory
20:14:50 exit

session edge-kal-01 2026-09-03 21:18:40 mreyes 10.20.9.11 port=443 web
21:20:31 [L12] interface GigabitEthernet0/0/3
21:20:31 [L12] description Customer Mistral Bakery, order PT-2210, moved to rack B4
21:20:32 [L12] end

session edge-kal-01 2026-09-08 20:08:12 nkostova 10.20.9.11
20:08:40 show access-lists MGMT-VTY
20:09:31 configure terminal
20:09:58 [L02] line vty 0 4
20:10:05 [L02] no access-class MGMT-VTY in vrf-also
20:10:44 ip access-list standard MGMT-VTY
20:11:20 40 permit 10.20.9.30
20:12:49 exit
20:13:21 [L02] line vty 0 4
20:13:38 [L02] access-class MGMT-VTY in vrf-also
20:13:50 end
20:14:17 write memory
20:15:02 [L08] copy running-config scp://backup:{s:archive-url}@10.20.9.60/edge-kal-01-20260908
20:15:40 exit

session sw-kal-03 2026-09-08 21:02:20 nkostova 10.20.9.11
21:02:51 configure terminal
21:02:59 vlan 103
21:03:08 name CUST-MAREA
21:03:21 interface GigabitEthernet1/0/25
21:03:33 description CUST-MAREA hand-off
21:03:45 switchport access vlan 103
21:03:58 storm-control broadcast level 5.00
21:04:10 spanning-tree portfast
21:04:19 no shutdown
21:04:30 end
21:04:52 write memory
21:05:11 exit

session edge-kal-01 2026-09-10 20:36:02 mreyes 10.20.9.11
20:36:40 configure terminal
20:36:58 interface Tunnel20
20:37:21 description GRE to Kestrel Networks, order PT-3381
20:37:44 ip address 10.30.20.1 255.255.255.252
20:37:59 ip mtu 1400
20:38:17 [L05] tunnel source GigabitEthernet0/0/0
20:38:39 [L05] tunnel destination 198.51.100.202
20:39:02 ip access-list extended EDGE-IN
20:39:31 120 permit gre host 198.51.100.202 host 198.51.100.18
20:39:50 end
20:40:31 ping 10.30.20.2
20:40:58 show interfaces Tunnel20
20:41:40 write memory
20:42:03 exit

session rtr-ner-02 2026-09-10 21:27:31 jlind 10.20.9.12
21:28:02 configure terminal
21:28:14 interface Loopback10
21:28:36 [L13] ip address 10.20.1.134 255.255.255.255
21:29:12 ip access-list extended CUST-IN
21:29:40 no deny ip any any log
21:29:51 no permit ip 203.0.113.64 0.0.0.31 any
21:30:10 ~deny tcp any any eq smtp log
21:30:24 permit ip 203.0.113.64 0.0.0.31 any
21:30:35 ~deny ip any any log
21:30:52 end
21:31:17 write memory
21:31:39 exit

session pe-kal-01 2026-09-11 09:14:05 mreyes 10.20.9.11
09:14:22 [L16] show logging
09:15:31 clear counters GigabitEthernet0/0/0
09:15:49 [L16] exit

session edge-kal-01 2026-09-14 12:40:10 nkostova 10.20.9.11
12:40:31 show ip bgp summary
12:41:02 [L17] ping 198.51.100.17
12:41:40 [L17] ping 198.51.100.17 source Loopback1
12:42:51 [L17] ping 198.51.100.33
12:43:33 [L17] ping 198.51.100.33 source Loopback1
12:45:01 [L17] ping 10.21.0.2
12:46:12 [L17] ping 198.51.100.17 size 1500 df-bit
12:47:25 [L17] ping 198.51.100.33 size 1500 df-bit
12:49:02 show interfaces GigabitEthernet0/0/1
12:50:00 exit

session edge-kal-01 2026-09-16 07:31:20 jlind 10.20.9.12
07:31:44 [L18] terminal length 0
07:32:10 [L18] show clock
07:33:02 [L18] show running-config
07:40:25 [L18] dir bootflash:
07:41:17 exit

session pe-kal-01 2026-09-17 21:02:11 jlind 10.20.9.12
21:02:50 [L06] monitor capture TAC697 interface TenGigabitEthernet0/1/1 both
21:03:12 [L06] monitor capture TAC697 match ipv4 host 10.21.255.2 any
21:03:30 monitor capture TAC697 buffer size 20
21:03:44 [L06] monitor capture TAC697 start
21:11:20 monitor capture TAC697 stop
21:12:02 [L06] monitor capture TAC697 export bootflash:tac697.pcap
21:13:07 [L06] copy bootflash:tac697.pcap scp://backup:{s:archive-url}@10.20.9.60/cases/tac697.pcap
21:14:20 no monitor capture TAC697
21:14:48 delete /force bootflash:tac697.pcap
21:15:10 exit

session pe-kal-01 2026-09-22 20:15:06 jlind 10.20.9.12
20:15:40 configure terminal
20:15:58 vrf definition CUST-MAREA
20:16:10 rd 64500:103
20:16:24 address-family ipv4
20:16:40 route-target export 64500:103
20:16:55 route-target import 64500:103
20:17:20 interface GigabitEthernet0/0/0.103
20:17:41 description Customer Marea Ferries, VRF CUST-MAREA
20:17:55 encapsulation dot1Q 103
20:18:09 vrf forwarding CUST-MAREA
20:18:26 ip address 10.22.103.1 255.255.255.252
20:18:52 [L14] ip route vrf CUST-MAREA 10.63.0.0 255.255.0.0 10.22.103.2 name MAREA-SITES
20:19:30 router bgp 64500
20:19:44 address-family ipv4 vrf CUST-MAREA
20:19:58 redistribute connected
20:20:10 redistribute static
20:20:28 address-family ipv4 vrf CUST-BORA
20:20:49 ~neighbor 10.22.102.2 password {s:bgp-bora}
20:21:06 end
20:21:50 ping vrf CUST-MAREA 10.22.103.2
20:22:31 write memory
20:22:58 exit

session sw-kal-03 2026-09-22 21:05:15 mreyes 10.20.9.11
21:05:41 configure terminal
21:05:58 [L11] tacacs server TAC-A
21:06:13 [L11] address ipv4 10.20.9.81
21:06:31 ~key {s:tac-sw-a}
21:06:50 aaa group server tacacs+ PELAGIA-TAC
21:07:05 server name TAC-A
21:07:20 end
21:07:51 test aaa group tacacs+ mreyes {s:mreyes-login} legacy
21:08:20 write memory
21:08:44 exit

session edge-kal-01 2026-09-24 21:10:20 nkostova 10.20.9.11
21:10:55 configure terminal
21:11:14 [L14] ip route 203.0.113.96 255.255.255.248 203.0.113.34 name MISTRAL-LAN
21:11:40 end
21:12:20 ping 203.0.113.34
21:13:05 write memory
21:13:31 [L08] copy running-config scp://backup:{s:archive-url}@10.20.9.60/edge-kal-01-20260924
21:14:02 exit

session rtr-ner-02 2026-09-24 21:30:30 mreyes 10.20.9.11
21:31:02 configure terminal
21:31:20 snmp-server community {s:snmp-ro-new} RO 10
21:31:44 no snmp-server community {s:snmp-ro} RO 10
21:32:05 snmp-server host 10.20.9.40 version 2c {s:snmp-ro-new}
21:32:21 no snmp-server host 10.20.9.40 version 2c {s:snmp-ro}
21:32:40 end
21:33:06 write memory
21:33:30 exit

# A power failure at the lighthouse: the clock is unsure until it has heard its time server.
log rtr-ner-02 2026-09-19 04:12:41 %SYS-5-RESTART: System restarted --#012Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.7(3)M8, RELEASE SOFTWARE (fc1)#012Technical Support: http://www.cisco.com/techsupport#012Copyright (c) 1986-2021 by Cisco Systems, Inc.
log rtr-ner-02 2026-09-19 04:12:41 %SNMP-5-COLDSTART: SNMP agent on host rtr-ner-02 is undergoing a cold start
log rtr-ner-02 2026-09-19 04:12:44 %SSH-5-ENABLED: SSH 2.0 has been enabled
log rtr-ner-02 2026-09-19 04:12:47 %LINK-3-UPDOWN: Interface GigabitEthernet0/0, changed state to up
log rtr-ner-02 2026-09-19 04:12:48 %LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/0, changed state to up
log rtr-ner-02 2026-09-19 04:12:49 %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up
log rtr-ner-02 2026-09-19 04:13:21 %OSPF-5-ADJCHG: Process 1, Nbr 10.20.0.11 on GigabitEthernet0/0 from LOADING to FULL, Loading Done
log rtr-ner-02 2026-09-19 04:14:02 %HSRP-5-STATECHANGE: GigabitEthernet0/1 Grp 10 state Standby -> Active
log rtr-ner-02 2026-09-19 04:19:12 %NTP-5-PEERSYNC: NTP synced to peer 10.20.9.70
log edge-kal-01 2026-09-19 04:09:20 %OSPF-5-ADJCHG: Process 1, Nbr 10.20.0.34 on GigabitEthernet0/0/2 from FULL to DOWN, Neighbor Down: Dead timer expired
log edge-kal-01 2026-09-19 04:13:21 %OSPF-5-ADJCHG: Process 1, Nbr 10.20.0.34 on GigabitEthernet0/0/2 from LOADING to FULL, Loading Done

# The provisioning robot creates one account everywhere.
session edge-kal-01 2026-09-15 20:30:04 provis 10.20.9.30
20:30:06 terminal length 0
20:30:07 configure terminal
20:30:08 [L07] username fieldops privilege 15 secret 9 {9:fieldops}
20:30:09 end
20:30:10 write memory
20:30:14 exit

session pe-kal-01 2026-09-15 20:30:41 provis 10.20.9.30
20:30:43 terminal length 0
20:30:44 configure terminal
20:30:45 [L07] username fieldops privilege 15 secret 9 {9:fieldops}
20:30:46 end
20:30:47 write memory
20:30:51 exit

session sw-kal-03 2026-09-15 20:31:20 provis 10.20.9.30
20:31:23 terminal length 0
20:31:24 configure terminal
20:31:25 [L07] username fieldops privilege 15 secret 9 {9:fieldops}
20:31:26 end
20:31:27 write memory
20:31:33 exit

session rtr-ner-02 2026-09-15 20:32:02 provis 10.20.9.30
20:32:05 terminal length 0
20:32:06 configure terminal
20:32:07 [L07] username fieldops privilege 15 secret 9 {9:fieldops}
20:32:08 end
20:32:09 write memory
20:32:15 exit
