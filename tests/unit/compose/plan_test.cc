// SPDX-License-Identifier: Apache-2.0
// What of a sound file is given to the engine.
#include <gtest/gtest.h>

#include "findings.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::compose {
namespace {

using Names = std::vector<std::string>;

/// What keeps variables of an image from asking the runtime of NVIDIA for more than GPUs.
constexpr const char* kGuards =
    R"("NVIDIA_GDS": "disabled", "NVIDIA_MOFED": "disabled", "NVIDIA_GDRCOPY": "disabled", )"
    R"("NVIDIA_NVSWITCH": "disabled", "NVIDIA_IMEX_CHANNELS": "")";

/// The service of file_with(), as JSON on one line without image, volumes and guards.
std::string run_of(std::string_view members) {
  const Checked checked = check(file_with(members), "f.yml");
  if (!checked.plan) return codes_of(checked);
  EXPECT_TRUE(check(checked.plan->document, "again.yml").plan) << checked.plan->document;
  json::Document document;
  EXPECT_FALSE(json::Parser().parse(json::Text::copy_of(checked.plan->document), document));
  std::string out;
  for (const json::Value member : document.root().find("services").find("predict").members()) {
    if (member.key() == "image" || member.key() == "volumes") continue;
    if (!out.empty()) out += ", ";
    std::string value(member.raw());
    if (const std::size_t at = value.find(kGuards); at != std::string::npos)
      value.replace(at, std::string(kGuards).size(), "guards");
    out += std::string(member.key()) + ": " + value;
  }
  return out;
}

TEST(Plan, is_a_document_that_holds_what_was_checked) {
  const Checked checked = check(
      "name: other\n"
      "version: '3'\n"
      "x-note: &n {user: '1000'}\n"
      "services:\n"
      "  prepare:\n"
      "    image: registry.example.org/barns/prepare:1.0\n"
      "    volumes: [cache:/cache, /scratch]\n"
      "    networks: {inner: {aliases: [a]}}\n"
      "  predict:\n"
      "    <<: *n\n"
      "    image: registry.example.org/barns/predict:${TAG:-1.0}\n"
      "    command: [predict, --price, 5$$, '$INPUT_DATA']\n"
      "    depends_on: {prepare: {condition: service_completed_successfully}}\n"
      "    ports: ['80:80']\n"
      "    volumes:\n"
      "      - ${INPUT_DATA:-./in}/:/in:z\n"
      "      - {type: bind, source: $OUTPUT_DATA, target: /out, bind: {create_host_path: true}}\n"
      "      - {type: volume, source: cache, target: /cache, read_only: true}\n"
      "      - {type: tmpfs, target: /tmp, tmpfs: {size: 1000}}\n"
      "volumes: {cache: {driver: local}}\n"
      "networks: {inner: {internal: true}}\n"
      "configs: {a: {content: 'b $$'}}\n",
      "f.yml");
  ASSERT_TRUE(checked.plan) << codes_of(checked);
  EXPECT_EQ(checked.plan->document, R"({
  "services": {
    "prepare": {
      "image": "registry.example.org/barns/prepare:1.0",
      "volumes": [{"type": "volume", "source": "cache", "target": "/cache"}, "/scratch"],
      "networks": ["inner"]
    },
    "predict": {
      "user": "1000",
      "image": "registry.example.org/barns/predict:1.0",
      "command": ["predict", "--price", "5$$", "${INPUT_DATA}"],
      "depends_on": {"prepare": {"condition": "service_completed_successfully"}},
      "volumes": [{"type": "bind", "source": "${INPUT_DATA}", "target": "/in", "read_only": true, "bind": {"create_host_path": false, "selinux": "z"}}, {"type": "bind", "source": "${OUTPUT_DATA}", "target": "/out", "bind": {"create_host_path": false}}, {"type": "volume", "source": "cache", "target": "/cache", "read_only": true}, {"type": "tmpfs", "target": "/tmp", "tmpfs": {"size": 1000}}]
    }
  },
  "volumes": {"cache": {}},
  "networks": {"inner": {"internal": true}},
  "configs": {"a": {"content": "b $$"}}
}
)");
  EXPECT_EQ(checked.plan->services, (Names{"prepare", "predict"}));
  EXPECT_EQ(checked.plan->last_services, Names{"predict"});
  EXPECT_EQ(codes_of(checked), "iMLM735 wMLM732 wMLM734");
}

TEST(Plan, leaves_out_what_is_harmless_or_not_known) {
  EXPECT_EQ(run_of("tty: true\n    privileged: false\n    cap_add: []\n    ipc: private"),
            "tty: true");
  EXPECT_EQ(run_of("restart: always\n    labels: {a: b}\n    x-own: 1\n    unknown: 1"), "");
  EXPECT_EQ(run_of("logging: {driver: syslog}\n    container_name: a\n    extra_hosts: [a]"), "");
}

TEST(Plan, leaves_out_what_an_engine_would_act_on) {
  for (const std::string_view member :
       {"labels: {PODMAN_SYSTEMD_UNIT: a}",
        "annotations: {io.podman.annotations.privileged: 'TRUE'}",
        "annotations: {cdi.k8s.io/a: vendor.com/x=all}",
        "extra_hosts: ['a:host-gateway']",
        "dns: 10.0.0.1",
        "sysctls: {kernel.msgmax: 1}",
        "group_add: [docker]",
        "logging: {driver: syslog, options: {syslog-address: 'unixgram:///dev/log'}}",
        "develop: {watch: [{path: /, action: sync, target: /a}]}",
        "models: [a]",
        "pod: a",
        "pull_policy: build",
        "scale: 100",
        "publishall: true",
        "http_proxy: true",
        "init-path: /bin/sh",
        "storage_opt: {size: 1}",
        "blkio_config: {device_read_bps: []}",
        "oom_score_adj: -1000",
        "links: ['a:b']",
        "network_mode: bridge",
        "isolation: host",
        "profiles: [a]",
        "cpu_rt_runtime: 1",
        "mac_address: a",
        "attach: false"}) {
    EXPECT_EQ(run_of(member), "") << member;
  }
  EXPECT_EQ(run_of("tty: true\nmodels: {a: {model: b}}"), "tty: true");
}

TEST(Plan, keeps_what_concerns_the_container) {
  EXPECT_EQ(run_of("mem_limit: 8gb\n    cpus: 1.50\n    user: '1000'"),
            R"(mem_limit: "8gb", cpus: 1.50, user: "1000")");
  EXPECT_EQ(run_of("security_opt: ['no-new-privileges:true']\n    runtime: nvidia"),
            R"(security_opt: ["no-new-privileges:true"], runtime: "nvidia", )"
            R"(environment: {"NVIDIA_VISIBLE_DEVICES": "all", guards})");
  EXPECT_EQ(run_of("gpus: all\n    network_mode: none"),
            R"(gpus: "all", network_mode: "none", environment: {guards})");
  EXPECT_EQ(run_of("deploy: {replicas: 2, resources: {limits: {cpus: '2'}, reservations: "
                   "{devices: [{capabilities: [gpu], count: all}]}}}"),
            R"(deploy: {"resources": {"limits": {"cpus": "2"}, "reservations": )"
            R"({"devices": [{"capabilities": ["gpu"], "count": "all"}]}}}, environment: {guards})");
}

TEST(Plan, takes_nothing_from_the_environment) {
  EXPECT_EQ(run_of("environment: [HOME, A=1, 'B=$HOME']"), R"(environment: {"A": "1", "B": ""})");
  EXPECT_EQ(run_of("environment: [A=1, 'A=b=${OUTPUT_DATA}$$']"),
            R"(environment: {"A": "b=${OUTPUT_DATA}$$"})");
  EXPECT_EQ(run_of("environment: {HOME: , A: 1, B: '${HOME}', C: true}"),
            R"(environment: {"A": 1, "B": "", "C": true})");
  EXPECT_EQ(run_of("environment: ['${X:+=}HOME', 'A${X:-=}1']"), R"(environment: {"A": "1"})");
  EXPECT_EQ(run_of("command: '${KEY:?}'"), "eMLM733");
}

TEST(Plan, keeps_only_texts_that_engines_make_no_options_of) {
  EXPECT_EQ(
      run_of("tmpfs: ['/a:size=1g,mode=1777', /b]\n    shm_size: 8gb\n    working_dir: /a.b/c"),
      R"(tmpfs: ["/a:size=1g,mode=1777", "/b"], shm_size: "8gb", working_dir: "/a.b/c")");
  EXPECT_EQ(run_of("ulimits: {memlock: -1, nofile: {soft: 1, hard: '2'}}\n    cpuset: 0-3,5"),
            R"(ulimits: {"memlock": -1, "nofile": {"soft": 1, "hard": "2"}}, cpuset: "0-3,5")");
  EXPECT_EQ(run_of("healthcheck: {test: [CMD, a, 'b$$'], interval: 1m30s, retries: 3}"),
            R"(healthcheck: {"test": ["CMD", "a", "b$$"], "interval": "1m30s", "retries": 3})");
  EXPECT_EQ(run_of("configs: [a, {source: a, target: /b}]\nconfigs: {a: {content: b}}"),
            R"(configs: ["a", {"source": "a", "target": "/b"}])");
  EXPECT_EQ(run_of("stop_signal: SIGRTMIN+3\n    cap_drop: [ALL]\n    platform: linux/arm64/v8"),
            R"(stop_signal: "SIGRTMIN+3", cap_drop: ["ALL"], platform: "linux/arm64/v8")");
  EXPECT_EQ(run_of("command: echo ${OUTPUT_DATA} $$HOME\n    network_mode: bridge"),
            R"(command: "echo ${OUTPUT_DATA} $$HOME")");
}

TEST(Plan, asks_for_gpus) {
  EXPECT_EQ(
      run_of("runtime: nvidia\n    environment: {NVIDIA_VISIBLE_DEVICES: 'GPU-1a-2b,0:1', "
             "NVIDIA_DRIVER_CAPABILITIES: 'compute,utility', CUDA_VISIBLE_DEVICES: -1}"),
      R"(runtime: "nvidia", environment: {"NVIDIA_VISIBLE_DEVICES": "GPU-1a-2b,0:1", )"
      R"("NVIDIA_DRIVER_CAPABILITIES": "compute,utility", "CUDA_VISIBLE_DEVICES": -1, guards})");
  EXPECT_EQ(
      run_of("environment: {NVIDIA_TF32_OVERRIDE: 0, NVIDIA_GDS: disabled}\n    runtime: runc"),
      R"(runtime: "runc", environment: {"NVIDIA_TF32_OVERRIDE": 0, "NVIDIA_GDS": "disabled"})");
  EXPECT_EQ(
      run_of("gpus: [{driver: nvidia, device_ids: ['0', MIG-1a-2b], options: {a: b}}]"),
      R"(gpus: [{"driver": "nvidia", "device_ids": ["0", "MIG-1a-2b"]}], environment: {guards})");
}

TEST(Plan, resolves_no_dollar_of_its_own) {
  const Checked checked =
      check(file_with("hostname: a\n    environment: ['A=$${KEY}']\n"
                      "    command: '$${KEY}'\nconfigs: {a: {content: '$${KEY}'}}"),
            "f.yml");
  ASSERT_TRUE(checked.plan);
  const std::string& text = checked.plan->document;
  for (std::size_t at = text.find("${KEY}"); at != std::string::npos;
       at = text.find("${KEY}", at + 1))
    EXPECT_EQ(text[at - 1], '$');
}

TEST(Plan, names_what_has_to_be_built) {
  std::string file = file_with("build: .");
  file.erase(file.find("    image:"),
             std::string("    image: registry.example.org/barns/predict:1.0\n").size());
  const Checked checked = check(file, "f.yml");
  ASSERT_TRUE(checked.plan);
  EXPECT_EQ(checked.plan->built, Names{"predict"});
  EXPECT_EQ(run_of("build: ."), "");
}

TEST(Plan, knows_who_waits_for_whom) {
  const std::string other = "\n  other: {image: a.b/c/d:1, depends_on: [predict]}";
  const Checked waits = check(file_with("tty: true" + other), "f.yml");
  EXPECT_EQ(waits.plan->last_services, Names{"other"});
  const Checked both = check(file_with("tty: true\n  other: {image: a.b/c/d:1}"), "f.yml");
  EXPECT_EQ(both.plan->last_services, (Names{"predict", "other"}));
}

}  // namespace
}  // namespace stacmlm::compose
