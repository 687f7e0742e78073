//! The formats of a verdict, side by side.

use super::{validate, with_bad};
use insta::assert_snapshot;

#[test]
fn a_breach_in_every_format_for_machines() {
    let sandbox = with_bad("duplicate-ref");
    assert_snapshot!(validate(&sandbox, &["--format", "lines"]), @"
    records/kent/2025-05-16-subject.yaml:14:10: error[duplicate-ref] there are two findings R1
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["--format", "github"]), @"
    ::error file=records/kent/2025-05-16-subject.yaml,line=14,endLine=14,col=10,endColumn=13,title=duplicate-ref::there are two findings R1%0Ahelp: number them as the report does, such as 4a and 4b where it prints one number twice
    ::notice title=irr validate::1 error and 0 warnings in 2 records.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["--format", "gitlab"]), @r#"
    [
      {
        "check_name": "duplicate-ref",
        "description": "there are two findings R1",
        "fingerprint": "records/kent/2025-05-16-subject.yaml duplicate-ref R1.ref 1",
        "location": {
          "lines": {
            "begin": 14,
            "end": 14
          },
          "path": "records/kent/2025-05-16-subject.yaml"
        },
        "severity": "major"
      }
    ]
    --- stderr
    --- exit 1
    "#);
    assert_snapshot!(validate(&sandbox, &["--format", "junit"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="irr validate" tests="2" failures="1" errors="0">
      <testsuite name="irr validate" tests="2" failures="1" errors="0">
        <testcase classname="records" name="all records">
          <system-out>1 error and 0 warnings in 2 records.</system-out>
        </testcase>
        <testcase classname="records/kent/2025-05-16-subject.yaml" name="duplicate-ref at line 14">
          <failure type="duplicate-ref" message="there are two findings R1">records/kent/2025-05-16-subject.yaml:14:10: error[duplicate-ref] there are two findings R1
    help: number them as the report does, such as 4a and 4b where it prints one number twice</failure>
        </testcase>
      </testsuite>
    </testsuites>
    --- stderr
    --- exit 1
    "#);
    assert_snapshot!(validate(&sandbox, &["--format", "markdown"]), @"
    - **error** `duplicate-ref` records/kent/2025-05-16-subject.yaml:14:10: there are two findings R1 (number them as the report does, such as 4a and 4b where it prints one number twice)

    1 error and 0 warnings in 2 records.
    --- stderr
    --- exit 1
    ");
    assert_snapshot!(validate(&sandbox, &["--format", "sarif"]), @r#"
    {
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "runs": [
        {
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "level": "error",
              "locations": [
                {
                  "id": 1,
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "records/kent/2025-05-16-subject.yaml"
                    },
                    "region": {
                      "endColumn": 13,
                      "endLine": 14,
                      "startColumn": 10,
                      "startLine": 14
                    }
                  }
                }
              ],
              "message": {
                "text": "there are two findings R1\n\nWhat to do: number them as the report does, such as 4a and 4b where it prints one number twice"
              },
              "partialFingerprints": {
                "irr/v2": "records/kent/2025-05-16-subject.yaml duplicate-ref R1.ref 1"
              },
              "relatedLocations": [
                {
                  "id": 2,
                  "message": {
                    "text": "the first is here"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "records/kent/2025-05-16-subject.yaml"
                    },
                    "region": {
                      "startColumn": 10,
                      "startLine": 11
                    }
                  }
                }
              ],
              "ruleId": "duplicate-ref",
              "ruleIndex": 0
            }
          ],
          "tool": {
            "driver": {
              "name": "irr",
              "rules": [
                {
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "fullDescription": {
                    "text": "A finding's number is its address. With two of them, nobody can say which one a link, a minute or a change means. In published responses a label has been seen printed twice, and another lost at a page break."
                  },
                  "help": {
                    "markdown": "Two findings of one kind have the same number.\n\n**Why.** A finding's number is its address. With two of them, nobody can say which one a link, a minute or a change means. In published responses a label has been seen printed twice, and another lost at a page break.\n\n**Fix.** Look the numbers up in the report. Where it does print one number twice, tell them apart as 4a and 4b.",
                    "text": "Look the numbers up in the report. Where it does print one number twice, tell them apart as 4a and 4b."
                  },
                  "id": "duplicate-ref",
                  "properties": {
                    "tags": [
                      "Identity"
                    ]
                  },
                  "shortDescription": {
                    "text": "Two findings of one kind have the same number."
                  }
                }
              ],
              "semanticVersion": "0.1.0"
            }
          }
        }
      ],
      "version": "2.1.0"
    }
    --- stderr
    --- exit 1
    "#);
}

#[test]
fn github_is_told_the_worst_ten_and_how_many_more() {
    let sandbox = with_bad("ref-gap");
    let finding =
        |number: usize| format!("  - ref: \"{number}\"\n    text: Do it.\n    status: in_progress\n    target: 2025-12-01\n");
    let findings: String = (10..24).map(finding).collect();
    let file = "records/kent/2025-05-16-subject.yaml";
    sandbox.write(file, &(sandbox.read(file) + &findings));
    let run = validate(&sandbox, &["--format", "github"]);
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert_snapshot!(run.stdout.lines().last().unwrap(), @"::notice title=irr validate::14 errors and 2 warnings in 2 records. 6 more are not shown here.");
}

#[test]
fn several_formats_are_written_at_once_with_paths_from_the_repositorys_root() {
    let sandbox = with_bad("duplicate-ref");
    // The store stands in a folder of a larger repository.
    std::fs::create_dir(sandbox.path("policing")).unwrap();
    std::fs::rename(sandbox.path("records"), sandbox.path("policing/records")).unwrap();
    let run = validate(
        &sandbox,
        &["--store", "policing", "--quiet", "--output", "gitlab:quality.json", "--output", "junit:report.xml"],
    );
    assert_snapshot!(run, @"
    records/kent/2025-05-16-subject.yaml:14:10: error[duplicate-ref] there are two findings R1
    --- stderr
    --- exit 1
    ");
    assert!(sandbox.read("quality.json").contains("\"path\": \"policing/records/kent/2025-05-16-subject.yaml\""));
    assert!(sandbox.read("report.xml").contains("<testsuite name=\"irr validate\" tests=\"2\" failures=\"1\" errors=\"0\">"));
    assert_snapshot!(validate(&sandbox, &["--store", "policing", "--output", "sariff:x"]), @"
    --- stderr
    error: invalid value 'sariff:x' for '--output <FORMAT:FILE>': `sariff` is not a format: use one of text, lines, json, markdown, sarif, github, gitlab, junit

    For more information, try '--help'.
    --- exit 2
    ");
}
