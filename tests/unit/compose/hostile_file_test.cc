// SPDX-License-Identifier: Apache-2.0
// Files that try to get more than the two folders.
#include <gtest/gtest.h>

#include "findings.h"

namespace stacmlm::compose {
namespace {

/// A file whose mounts are these.
std::string file_mounting(std::string_view mount) {
  return "services:\n"
         "  predict:\n"
         "    image: registry.example.org/barns/predict:1.0\n"
         "    volumes:\n"
         "      - ${INPUT_DATA}:/in\n"
         "      - ${OUTPUT_DATA}:/out\n"
         "      - " +
         std::string(mount) + "\n";
}

TEST(HostileFile, mounts_nothing_of_the_machine) {
  for (const std::string_view mount : {"/:/host",
                                       "/etc:/etc:ro",
                                       "./a:/a",
                                       "..:/a",
                                       "../..:/a",
                                       "~:/a",
                                       "~/.ssh:/a",
                                       "~root:/a",
                                       "a/b:/a",
                                       "'\\\\host\\share:/a'",
                                       "/var/run/docker.sock:/a",
                                       "//:/a",
                                       ".:/a",
                                       "/run/user/0/podman/podman.sock:/a",
                                       "'${HOME:-/root}:/a'",
                                       "'${X:-.}${Y:-.}:/a'",
                                       "'${INPUT_DATA:+/etc}:/a'",
                                       "'${INPUT_DATA+..}:/a'",
                                       "'${INPUT_DATA}/../../etc:/a'",
                                       "'${INPUT_DATA}/link:/a'",
                                       "'${INPUT_DATA}..:/a'",
                                       "'/mnt${INPUT_DATA}:/a'",
                                       "'${INPUT_DATA}${OUTPUT_DATA}:/a'",
                                       "'${INPUT_DATA:-/}:/a'",
                                       "'${INPUT_DATA:-a/../..}:/a'",
                                       "'${OUTPUT_DATA-~/x}:/a'",
                                       "'${OUTPUT_DATA:-${X:-/etc}}:/a'",
                                       "'${INPUT_DATA:-C:/}:/a'",
                                       "'$INPUT_DATA//:/a'",
                                       "'${INPUT_DATA}:/a:ro,rshared'",
                                       "'${INPUT_DATA}:/a:U'",
                                       "'${INPUT_DATA}:/a:O'",
                                       "{type: bind, source: /, target: /a}",
                                       "{type: bind, source: '${INPUT_DATA}/x', target: /a}",
                                       "{type: npipe, source: a, target: /a}",
                                       "{type: image, source: a, target: /a}",
                                       "{type: bind, source: '${X:-/etc}', target: /a}",
                                       "{type: volume, source: '${INPUT_DATA}', target: /a}",
                                       "{type: volume, source: /etc, target: /a}",
                                       "{<<: {type: bind, source: /}, target: /a}",
                                       "!!map {type: bind, source: /, target: /a}"}) {
    const Checked checked = check(file_mounting(mount), "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM728")) << mount << ": " << codes_of(checked);
  }
}

TEST(HostileFile, puts_no_option_into_a_target) {
  for (const std::string_view mount :
       {"'v:/host,src=fresh,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/'",
        "'${OUTPUT_DATA}:/x,bind-propagation=rshared'", "'/x,volume-opt=device=/'",
        "'v:/leak/$${AWS_SECRET_ACCESS_KEY}'", "'v:/a b'", "'v:/a=b'", "'v:/a;b'", "'v:/a\"b'",
        "\"v:/a\\nb\"", "'v:/a/../b'", "'v:/../b'", "'v:/é'",
        "'v:/var/run/nvidia-container-devices/all'",
        "{type: bind, source: '${OUTPUT_DATA}', target: '/x:rshared,U'}",
        "{type: bind, source: '${OUTPUT_DATA}', target: '/x,$$HOME'}",
        "{type: volume, source: v, target: '/x,src=y'}", "{type: volume, target: '/x,src=y'}",
        "{type: tmpfs, target: '/t:exec,suid,dev'}"}) {
    const Checked checked = check(file_mounting(mount) + "volumes: {v: }\n", "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM728")) << mount << ": " << codes_of(checked);
  }
}

TEST(HostileFile, puts_no_option_into_a_text) {
  for (const std::string_view member : {"tmpfs: '/t:suid,dev'",
                                        "tmpfs: ['/t:size=1g,src=/']",
                                        "tmpfs: '/t:mode=${X:-1,dev}'",
                                        "tmpfs: '/$${HOME}'",
                                        "tmpfs: t",
                                        "shm_size: '1g,dev'",
                                        "working_dir: '/a/$${HOME}'",
                                        "working_dir: '${OUTPUT_DATA}'",
                                        "working_dir: a",
                                        "user: '-a'",
                                        "user: 'a:b:c'",
                                        "user: '$${HOME}'",
                                        "hostname: 'a,b'",
                                        "hostname: '${INPUT_DATA}'",
                                        "init: /bin/sh",
                                        "read_only: 'true'",
                                        "ulimits: host",
                                        "ulimits: {'a=b': 1}",
                                        "ulimits: {a: host}",
                                        "mem_limit: {a: b}",
                                        "cpuset: 'a'",
                                        "platform: '--privileged'",
                                        "stop_signal: 'a b'",
                                        "cap_drop: ['a,b']",
                                        "command: {a: b}",
                                        "entrypoint: [[a]]",
                                        "healthcheck: {interval: '1s --host'}",
                                        "healthcheck: {test: {a: b}}",
                                        "configs: [b]",
                                        "configs: [{source: b}]",
                                        "depends_on: {predict: {condition: a}}",
                                        "environment: ['A B=1']",
                                        "environment: ['*=1']",
                                        "environment: {'A=B': 1}",
                                        "environment: ['${INPUT_DATA}=1']",
                                        "deploy: {resources: {limits: {memory: '1g,a'}}}",
                                        "gpus: [{count: 100000}]"}) {
    const Checked checked = check(file_with(member), "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM736")) << member << ": " << codes_of(checked);
  }
  for (const std::string_view part :
       {"volumes: {'a,b': }", "networks: {'a:ip=1': }", "configs: {'a/b': {content: c}}"})
    EXPECT_EQ(codes_in(file_with("tty: true\n" + std::string(part))), "eMLM736") << part;
}

TEST(HostileFile, asks_the_runtime_for_gpus_alone) {
  for (const std::string_view member :
       {"environment: {NVIDIA_VISIBLE_DEVICES: vendor.com/x=all}",
        "environment: ['NVIDIA_VISIBLE_DEVICES=0,vendor.com/x=all']",
        "environment: ['${X:-NVIDIA_GDS}=enabled']", "environment: {NVIDIA_GDS: enabled}",
        "environment: {NVIDIA_MOFED: enabled}", "environment: {NVIDIA_IMEX_CHANNELS: 0}",
        "environment: {NVIDIA_MIG_CONFIG_DEVICES: all}",
        "environment: {NVIDIA_DRIVER_CAPABILITIES: 'compute,x'}",
        "environment: {NVIDIA_VISIBLE_DEVICES: '${INPUT_DATA}'}",
        "environment: {AMD_VISIBLE_DEVICES: /dev/sda}", "gpus: [{device_ids: ['vendor.com/c=x']}]",
        "gpus: [{device_ids: [MIG-/dev/sda]}]", "gpus: [{device_ids: ['${X:-vendor.com/c=x}']}]",
        "gpus: [{capabilities: [gpu, tpu]}]",
        ("deploy: {resources: {reservations: {devices: [{driver: nvidia, capabilities: [gpu], "
         "device_ids: ['all,a=b']}]}}}")}) {
    const Checked checked = check(file_with(member), "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM730")) << member << ": " << codes_of(checked);
  }
}

TEST(HostileFile, mounts_nothing_in_a_wrong_form) {
  for (const std::string_view mount :
       {"'${INPUT_DATA}'",
        "'${INPUT_DATA}:'",
        "'${INPUT_DATA}:a'",
        "'${INPUT_DATA}:/'",
        "'${INPUT_DATA}:/./'",
        "'${INPUT_DATA}:${OUTPUT_DATA}'",
        "'${INPUT_DATA}:/a${OUTPUT_DATA}'",
        "':/a'",
        "'${X}:/a'",
        "other:/a",
        "'a:b:c:d'",
        "[a]",
        "7",
        "null",
        "{target: /a}",
        "{type: bind, target: /a}",
        "{type: bind, source: '${INPUT_DATA}'}",
        "{type: bind, source: [/], target: /a}",
        "{type: [bind], source: a, target: /a}",
        "{type: bind, source: '${INPUT_DATA}', target: /a, read_only: 'yes'}",
        "{type: bind, source: '${INPUT_DATA}', target: /a, bind: {selinux: x}}"}) {
    const Checked checked = check(file_mounting(mount), "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM736")) << mount << ": " << codes_of(checked);
  }
}

TEST(HostileFile, gets_no_rights) {
  for (const std::string_view member :
       {"privileged: true",
        "privileged: 'true'",
        "privileged: yes",
        "privileged: 'false'",
        "privileged: '${X:-true}'",
        "privileged: 1",
        "pid: host",
        "pid: 'container:a'",
        "pid: 'service:predict'",
        "pid: '${X}'",
        "ipc: host",
        "ipc: '${X:-host}'",
        "uts: host",
        "userns_mode: host",
        "cgroup: host",
        "cgroup_parent: a",
        "cap_add: [ALL]",
        "cap_add: ALL",
        "devices: ['/dev/sda']",
        "device_cgroup_rules: ['a *:* rwm']",
        "use_api_socket: true",
        "provider: {type: sh}",
        "post_start: [{command: a, privileged: true}]",
        "pre_stop: [{command: a}]",
        "network_mode: host",
        "network_mode: 'container:a'",
        "network_mode: '${X:-host}'",
        "network_mode: 'ns:/proc/1/ns/net'",
        "network_mode: HOST",
        "network_mode: 'service:other'",
        "network_mode: mine",
        "security_opt: ['seccomp:unconfined']",
        "security_opt: ['no-new-privileges:false']",
        "security_opt: ['seccomp=./a.json']",
        "security_opt: ['${X:-apparmor=unconfined}']",
        "runtime: sysbox",
        "runtime: '${X:-/bin/sh}'",
        "oom_kill_disable: true",
        "x-podman.rootfs: /",
        "x-podman: {rootfs: /}",
        "gpus: [{driver: cdi, device_ids: [a]}]",
        "gpus: [{capabilities: [tpu]}]",
        "deploy: {resources: {reservations: {devices: [{driver: cdi, capabilities: [gpu]}]}}}",
        "deploy: {resources: {reservations: {devices: [{capabilities: [disk]}]}}}",
        "deploy: {resources: {reservations: {devices: [{}]}}}",
        "deploy: {resources: {limits: {generic_resources: [a]}}}"}) {
    const Checked checked = check(file_with(member), "f.yml");
    EXPECT_TRUE(refuses(checked, "MLM730")) << member << ": " << codes_of(checked);
  }
}

TEST(HostileFile, reads_no_other_file) {
  for (const std::string_view member :
       {"env_file: /etc/passwd", "env_file: [a.env]", "env_file: [{path: a, required: false}]",
        "label_file: a", "extends: {file: a.yml, service: b}", "extends: b", "secrets: [a]",
        "credential_spec: {file: a}", "volumes_from: ['container:a']", "external_links: [a]"}) {
    EXPECT_EQ(codes_in(file_with(member)), "eMLM731") << member;
  }
  for (const std::string_view part :
       {"include: [/etc/a.yml]", "include: a.yml", "secrets: {a: {file: /etc/shadow}}",
        "secrets: {a: {environment: HOME}}", "configs: {a: {content: b, file: /etc/shadow}}",
        "configs: {a: {content: b, environment: HOME}}",
        "configs: {a: {content: b, external: true}}"}) {
    EXPECT_EQ(codes_in(file_with("tty: true\n" + std::string(part))), "eMLM731") << part;
  }
  EXPECT_EQ(codes_in(file_with("tty: true\nconfigs: {a: {file: /etc/shadow}}")), "eMLM736 eMLM731");
}

TEST(HostileFile, has_no_volume_or_network_of_others) {
  for (const std::string_view part :
       {"volumes: {a: {driver: sshfs}}", "volumes: {a: {driver_opts: {device: /}}}",
        "volumes: {a: {external: true}}", "volumes: {a: {external: {name: b}}}",
        "volumes: {a: {name: b}}", "volumes: {a: {external: 'true'}}"}) {
    EXPECT_EQ(codes_in(file_with("tty: true\n" + std::string(part))), "eMLM729") << part;
  }
  for (const std::string_view part :
       {"networks: {a: {external: true}}", "networks: {default: {driver: host}}",
        "networks: {a: {name: host}}", "networks: {a: {driver_opts: {parent: eth0}}}",
        "networks: {a: {driver: macvlan}}"}) {
    EXPECT_EQ(codes_in(file_with("tty: true\n" + std::string(part))), "eMLM730") << part;
  }
}

TEST(HostileFile, hides_nothing_in_yaml) {
  // Merge keys and aliases.
  EXPECT_EQ(codes_in(file_with("<<: {privileged: true}")), "eMLM730");
  EXPECT_EQ(codes_in("x-a: &a {privileged: true}\n" + file_with("<<: [*a, {pid: host}]")),
            "eMLM730 eMLM730");
  EXPECT_EQ(codes_in("x-a: &a /etc:/etc\n" + file_mounting("*a")), "eMLM728");
  EXPECT_EQ(codes_in(file_with("'<<': {privileged: true}")), "iMLM735 eMLM736");
  // Of two keys one reader takes the first, another the last.
  EXPECT_EQ(codes_in(file_with("privileged: true\n    privileged: false")), "eJSON002");
  EXPECT_EQ(codes_in(file_with("tty: true") + "services: {}\n"), "eJSON002 eMLM723");
  EXPECT_EQ(codes_in(file_with("\"p\\x72ivileged\": true")), "eMLM730");
  // Tags, documents, and lines that end for some only.
  EXPECT_EQ(codes_in(file_with("privileged: !!bool \"true\"")), "eMLM730");
  EXPECT_EQ(codes_in(file_with("privileged: !reset true")), "eMLM722");
  EXPECT_EQ(codes_in(file_with("tty: true") + "---\nservices: {a: {privileged: true}}\n"),
            "eMLM722");
  EXPECT_EQ(codes_in(file_with("tty: true # \u2028    privileged: true")), "eMLM722");
  EXPECT_EQ(codes_in(file_with("tty: true") + "\x04\nprivileged: true\n"), "eMLM722");
  // Variables in keys.
  EXPECT_EQ(codes_in(file_with("'${X:-privileged}': true")), "eMLM733 iMLM735");
  EXPECT_EQ(codes_in(file_with("environment: {'$X': a}")), "eMLM733");
}

TEST(HostileFile, gives_the_engine_no_option) {
  EXPECT_TRUE(refuses(check("services:\n  --help: {image: a.b/c/d:1}\n", "f.yml"), "MLM736"));
  EXPECT_TRUE(refuses(check("services:\n  'a b': {image: a.b/c/d:1}\n", "f.yml"), "MLM736"));
}

TEST(HostileFile, is_never_run_when_findings_are_left_out) {
  std::string members = "tty: true";
  for (int i = 0; i < 1100; ++i) members += "\n    unknown" + std::to_string(i) + ": 1";
  members += "\n    privileged: true";
  const Checked checked = check(file_with(members), "f.yml");
  EXPECT_FALSE(checked.plan);
}

}  // namespace
}  // namespace stacmlm::compose
