# SPDX-License-Identifier: Apache-2.0
"""Reads the golden reports as other programs would: check_reports.py markup|schema SOURCE_DIR."""

import copy
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def check_sarif(text):
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "mlm" and driver["version"]
    rules = {rule["id"] for rule in driver["rules"]}
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    for result in run["results"]:
        assert result["ruleId"] in rules and result["message"]["text"]
        for location in result["locations"] + result.get("relatedLocations", []):
            region = location["physicalLocation"]["region"]
            start = region["startLine"], region["startColumn"]
            assert (1, 1) <= start < (region["endLine"], region["endColumn"])
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert uri.isascii() and ":" not in uri and " " not in uri
            (logical,) = location["logicalLocations"]
            assert logical["fullyQualifiedName"].startswith("/")
    assert run["results"][1]["relatedLocations"][0]["message"]["text"] == "3 names"
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1


def check_junit(text):
    suites = ElementTree.fromstring(text)
    assert suites.tag == "testsuites" and len(suites) == 3
    for suite in suites:
        (case,) = suite
        assert suite.get("tests") == "1" and case.get("name") == suite.get("name")
        assert (case.find("failure") is not None) == (suite.get("failures") == "1")
        assert (case.find("error") is not None) == (suite.get("errors") == "1")
    assert "warning[MLM104]" in suites[0][0].find("system-out").text


def wrong_reports(report):
    """Reports that a schema worth its name refuses, each with one thing changed."""
    changes = {
        "line 0": lambda r: r["documents"][0]["findings"][0].update(line=0),
        "an unknown severity": lambda r: r["documents"][0]["findings"][0].update(severity="fatal"),
        "an unknown member": lambda r: r["documents"][1].update(colour="red"),
        "no valid": lambda r: r["documents"][1].pop("valid"),
        "null without error": lambda r: r["documents"][2].pop("error"),
        "error without null": lambda r: r["documents"][1].update(error="why"),
        "add without value": lambda r: r["documents"][0]["findings"][0]["fix"]["patch"][0].pop("value"),
        "no pointer": lambda r: r["documents"][0]["findings"][0].update(pointer="a/b"),
        "another version": lambda r: r.update(report_version=2),
    }
    for name, change in changes.items():
        wrong = copy.deepcopy(report)
        change(wrong)
        yield name, wrong


def check_schema(source, golden):
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print("skipped: the Python package jsonschema is missing")
        sys.exit(77)
    schema = json.loads((source / "docs/reference/report.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator(schema)
    line = Draft202012Validator({**schema["$defs"]["document"], "$defs": schema["$defs"]})
    report = json.loads((golden / "json.expected").read_text("utf-8"))
    whole.validate(report)
    lines = (golden / "ndjson.expected").read_text("utf-8").splitlines()
    assert [json.loads(text) for text in lines] == report["documents"]
    for text in lines:
        line.validate(json.loads(text))
    for name, wrong in wrong_reports(report):
        assert not whole.is_valid(wrong), f"the schema accepts {name}"


def main():
    check, source = sys.argv[1], pathlib.Path(sys.argv[2])
    golden = source / "tests/golden/render"
    if check == "schema":
        check_schema(source, golden)
    else:
        check_sarif((golden / "sarif.expected").read_text("utf-8"))
        check_junit((golden / "junit.expected").read_text("utf-8"))


main()
