//! `irr completions`, and what irr answers to the scripts that it prints

use crate::sandbox::{Run, Sandbox};
use insta::assert_snapshot;

/// Two records beside the one of the form, with owners, an area, and a text that is no record.
fn store() -> Sandbox {
    let sandbox = Sandbox::with_form();
    sandbox.write(
        "records/surrey/2025-02-03-custody.yaml",
        "\
schema_version: 1
stage: draft
force: Surrey
local_policing_body:
  kind: pcc
inspection:
  title: An inspection of custody
  inspectorates: [HMICFRS, HMI Prisons]
  published: 2025-02-03
  grades:
    - {area: Custody, grade: good}
recommendations:
  - ref: \"1\"
    text: |
      Clocks should be seen from each cell, in whichever light and at whichever hour of the day or of the night it may be.
    owner: 'Head of Custody'
    area: Detention
    addressed_to:
      - the Home Office
    actions:
      - text: Buy clocks
        owner: Quartermaster
  - ref: \"2\"
    withheld: true
    owner: Head of Custody
areas_for_improvement:
  - ref: AFI1
    text: |
      Tea is cold.
    owner: Head of O'Brien & Sons
",
    );
    sandbox.write("records/surrey/2025-03-04-custody-broken.yaml", "force: Surrey\nforce: Kent\n");
    sandbox
}

/// What fish is told, with the words before the cursor and the one at it.
fn offered(sandbox: &Sandbox, words: &[&str]) -> Run {
    asked(sandbox, "fish", words, &[])
}

fn asked(sandbox: &Sandbox, shell: &str, words: &[&str], env: &[(&str, &str)]) -> Run {
    sandbox.run_with(&[&["--", "irr"], words].concat(), &[&[("COMPLETE", shell)], env].concat(), "")
}

/// What bash is told where it replaces the end `replaced` of the line at the first TAB.
fn in_bash(sandbox: &Sandbox, line: &str, replaced: &str) -> Run {
    let env = [("COMPLETE", "bash"), ("_IRR_REPLACED", replaced), ("_IRR_COMP_TYPE", "9")];
    sandbox.run_with(&["--", line], &env, "")
}

/// A script as it is printed, with a name in the place of this build's own path.
fn script(shell: &str) -> String {
    Sandbox::bare().run(&["completions", shell]).stdout
}

#[test]
fn the_help_page_tells_where_to_put_which_line() {
    assert_snapshot!(Sandbox::bare().run(&["completions", "--help"]), @r#"
    Print the shell script that completes commands with TAB

    It completes commands, flags, and the records, findings, owners and rules of the records folder you
    work in. Add the line for your shell to the file named below, then open a new shell.

    Usage: irr completions [OPTIONS] <SHELL>

    Arguments:
      <SHELL>
              Your shell

              Possible values:
              - bash:       bash; nothing else is needed
              - zsh:        zsh
              - fish:       fish
              - powershell: PowerShell

    Options:
      -h, --help
              Print help (see a summary with '-h')

    Global options:
          --store <DIR>
              The folder that contains records/ [default: searched upwards from the current folder]
              
              [env: IRR_STORE=]

          --as-of <DATE>
              Show everything as of this date instead of today
              
              [env: IRR_TODAY=2026-05-01]

          --rev <REV>
              Read the records as this git commit has them, or the last commit of this day; nothing is
              checked out

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set
              - always: Always
              - never:  Never
              
              [default: auto]

          --no-input
              Never ask questions and show no progress, as without a terminal

          --no-pager
              Never open a pager for output that does not fit the screen

    Add this line for your shell to the file named with it:
      bash, in ~/.bashrc:
        eval "$(irr completions bash)"
      zsh, in ~/.zshrc:
        eval "$(irr completions zsh)"
      fish, in ~/.config/fish/completions/irr.fish:
        irr completions fish | source
      powershell, in the file named by $PROFILE:
        irr completions powershell | Out-String | Invoke-Expression
    --- stderr
    --- exit 0
    "#);
}

#[test]
fn bash_gets_a_script_that_needs_nothing_else() {
    assert_snapshot!(script("bash"), @r#"
    _irr_complete() {
        local reply
        COMPREPLY=()
        while IFS= read -r reply; do
            COMPREPLY+=("$reply")
        done < <(COMPLETE=bash _IRR_REPLACED="$2" _IRR_COMP_TYPE="$COMP_TYPE" '/bin/irr' -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    }
    complete -o nospace -o nosort -F _irr_complete irr 2>/dev/null || complete -o nospace -F _irr_complete irr
    "#);
}

#[test]
fn zsh_gets_a_script() {
    assert_snapshot!(script("zsh"), @r#"
    #compdef irr
    function _clap_dynamic_completer_irr() {
        local _CLAP_COMPLETE_INDEX=$(expr $CURRENT - 1)
        local _CLAP_IFS=$'\n'

        local completions=("${(@f)$( \
            _CLAP_IFS="$_CLAP_IFS" \
            _CLAP_COMPLETE_INDEX="$_CLAP_COMPLETE_INDEX" \
            COMPLETE="zsh" \
            /bin/irr -- "${words[@]}" 2>/dev/null \
        )}")

        if [[ -n $completions ]]; then
            local -a dirs=()
            local -a other=()
            local completion
            for completion in $completions; do
                local value="${completion%%:*}"
                if [[ "$value" == */ ]]; then
                    local dir_no_slash="${value%/}"
                    if [[ "$completion" == *:* ]]; then
                        local desc="${completion#*:}"
                        dirs+=("$dir_no_slash:$desc")
                    else
                        dirs+=("$dir_no_slash")
                    fi
                else
                    other+=("$completion")
                fi
            done
            compset -P '\~/' && dirs=("${dirs[@]#\~/}") other=("${other[@]#\~/}")
            [[ -n $dirs ]] && _describe -V 'values' dirs -S '/' -r '/'
            if [[ -n $other ]]; then
                local -a ending=()
                [[ $value == (*[=.]|*/*[^\\]) ]] && ending=(-S '')
                [[ $#other -gt 1 && ${(L)other[1]//\\:/:} != ${(LQ)PREFIX}* ]] && compstate[insert]=${compstate[old_list]:+menu}
                _describe -V 'values' other -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]} l:|=* r:|=*' "${ending[@]}"
            fi
        fi
    }

    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _clap_dynamic_completer_irr irr
    "#);
}

#[test]
fn fish_gets_a_script() {
    assert_snapshot!(script("fish"), @r#"complete --keep-order --exclusive --command irr --arguments "(COMPLETE=fish /bin/irr -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))""#);
}

#[test]
fn powershell_gets_a_script() {
    assert_snapshot!(script("powershell"), @r#"

    Register-ArgumentCompleter -Native -CommandName irr -ScriptBlock {
        param($wordToComplete, $commandAst, $cursorPosition)

        $prev = $env:COMPLETE;
        $env:COMPLETE = "powershell";

        $args = $commandAst.Extent.Text
        $args = $args.Substring(0, [math]::Min($cursorPosition, $args.Length));
        if ($wordToComplete -eq "") {
            $args += " ''";
        }

        $results = Invoke-Expression @"
    & /bin/irr -- $args
    "@;
        if ($null -eq $prev) {
            Remove-Item Env:\COMPLETE;
        } else {
            $env:COMPLETE = $prev;
        }
        $results | ForEach-Object {
            $split = $_.Split("`t");
            $cmd = $split[0];

            if ($split.Length -eq 2) {
                $help = $split[1];
            }
            else {
                $help = $split[0];
            }

            [System.Management.Automation.CompletionResult]::new($cmd, $cmd, 'ParameterValue', $help)
        }
    };
    "#);
}

#[test]
fn a_record_is_found_by_any_part_and_told_with_its_title() {
    let sandbox = store();
    assert_snapshot!(offered(&sandbox, &["show", "CUSTO"]), @"
    surrey/2025-02-03-custody	An inspection of custody
    surrey/2025-03-04-custody-broken
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["show", "ractor"]), @"
    kent/2025-05-16-stolen-tractors	An inspection of the response to stolen tractors
    --- stderr
    --- exit 0
    ");
}

#[test]
fn behind_a_colon_stand_the_findings_of_the_one_record_that_is_meant() {
    let sandbox = store();
    assert_snapshot!(offered(&sandbox, &["show", "2025-02-03:"]), @"
    2025-02-03:R1	Clocks should be seen from each cell, in whichever light and at…
    2025-02-03:R2
    2025-02-03:AFI1	Tea is cold.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["show", "surrey/2025-02-03-custody:a"]), @"
    surrey/2025-02-03-custody:AFI1	Tea is cold.
    --- stderr
    --- exit 0
    ");
    assert_eq!(offered(&sandbox, &["show", "surrey:"]).stdout, "", "two records are meant");
    assert_eq!(offered(&sandbox, &["show", "broken:"]).stdout, "", "it is no record");
}

#[test]
fn a_whole_id_goes_on_with_its_findings() {
    assert_snapshot!(offered(&store(), &["show", "surrey/2025-02-03-custody"]), @"
    surrey/2025-02-03-custody:R1	Clocks should be seen from each cell, in whichever light and at…
    surrey/2025-02-03-custody:R2
    surrey/2025-02-03-custody:AFI1	Tea is cold.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn paths_are_files_folders_and_ids() {
    let sandbox = store();
    assert_snapshot!(offered(&sandbox, &["validate", ""]), @"
    records/
    kent/2025-05-16-stolen-tractors	An inspection of the response to stolen tractors
    surrey/2025-02-03-custody	An inspection of custody
    surrey/2025-03-04-custody-broken
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["fmt", "records/surrey/2025-02"]), @"
    records/surrey/2025-02-03-custody.yaml
    --- stderr
    --- exit 0
    ");
}

#[test]
fn rules_are_told_with_what_they_forbid_in_a_list_too() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(offered(&sandbox, &["explain", "resp"]), @"
    response-late	The response was published after the last lawful day.
    response-missing	The response should be out, and the record has no day on which it was published.
    response-before-report	The response is dated before the report that it answers.
    response-extension-invalid	The record has a later response deadline that nobody could give, or that was applied for too late.
    response-deadline-moved	The response deadline was moved back or removed, and no entry says who gave more time.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["validate", "--deny", "overdue,closed-w"]), @"
    overdue,closed-without-evidence	The finding is closed, and nothing is named that proves it.
    overdue,closed-without-date	The finding is closed or otherwise ended, and the record does not say on which day.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn clocks_are_offered_with_what_each_means() {
    assert_snapshot!(offered(&store(), &["due", "--clock", "action,"]), @"
    action,response	The response deadline, set by the duty to respond.
    action,comments	The last day for the chief officer's comments (Police Act 1996, section 55(4)).
    action,finding	A finding's due date, or its latest extension.
    action,target	A finding's own target date, set by the force, where it is earlier than the due date.
    action,action	The target date of an action.
    --- stderr
    --- exit 0
    ");
}

#[test]
fn names_come_from_the_store_the_most_frequent_first() {
    let sandbox = store();
    assert_snapshot!(offered(&sandbox, &["due", "--owner", "head\\ of\\ c"]), @"
    Head of Custody
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--owner", ""]), @"
    Head of Custody
    Head of O'Brien & Sons
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--force", ""]), @"
    Kent
    Surrey
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--inspectorate", ""]), @"
    HMICFRS
    HMI Prisons
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--area", ""]), @"
    Custody
    Detention
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--addressed-to", "home"]), @"
    the Home Office
    --- stderr
    --- exit 0
    ");
}

#[test]
fn saved_lists_are_offered_with_what_they_select() {
    let sandbox = store();
    sandbox.write("irr.yaml", "lists:\n  monday: {where: overdue}\n  board: {where: open and priority = high}\n");
    let begun = ["list", "@"];
    assert_snapshot!(offered(&sandbox, &begun), @"
    @board	open and priority = high
    @monday	overdue
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr list @mon", "mon"), @"
    monday 
    --- stderr
    --- exit 0
    ");
}

#[test]
fn vocabularies_are_told_with_what_their_words_mean() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(offered(&sandbox, &["list", "--status", ""]), @"
    not_started	Nothing has been done yet.
    in_progress	Work is under way.
    pending_sign_off	Done, but not yet proven or signed off.
    closed	Done, proven and signed off.
    superseded	Replaced by another finding.
    not_accepted	Not accepted by the body.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--priority", ""]), @"
    high	Before everything else.
    medium	In the normal order.
    low	When time allows.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--kind", ""]), @"
    recommendation
    area_for_improvement
    cause_of_concern
    force
    thematic
    national
    joint
    follow_up
    other
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--format", ""]), @"
    table
    json
    csv
    markdown
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--columns", "ref,d"]), @"
    ref,due	The due date, with extensions that were agreed by the day.
    ref,due_text	The report's own words for the due date.
    ref,days_overdue	The number of days overdue; none if it is not overdue.
    ref,days_past_due	The number of days past the due date while open, whoever has to act; none if it is not past.
    ref,duty	The duty to respond that the report is subject to.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--sort", "force,-day"]), @"
    force,-days_overdue	The number of days overdue; none if it is not overdue.
    force,-days_past_due	The number of days past the due date while open, whoever has to act; none if it is not past.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--where", "'overdue and (days_o"]), @"
    overdue and (days_overdue	The number of days overdue; none if it is not overdue.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--where", "'owner ~ da"]), @"
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["new", "--body", "p"]), @"
    pcc	A police and crime commissioner.
    pfcc	A police, fire and crime commissioner.
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["validate", "--output", "s"]), @"
    sarif:	SARIF 2.1.0, for code scanning
    --- stderr
    --- exit 0
    ");
    assert_eq!(offered(&sandbox, &["list", "--as-of", "20"]).stdout, "");
}

#[test]
fn what_a_row_is_and_what_chooses_rows_is_offered() {
    let sandbox = store();
    assert_snapshot!(offered(&sandbox, &["export", "--rows", ""]), @"
    findings	Findings, with everything that `irr list` can show, their answers and their closure
    actions	Actions on findings
    progress	Entries in the logs of findings
    extensions	Extensions of findings' due dates
    responses	Responses, with or without findings. --where may then only use columns of a response
    --- stderr
    --- exit 0
    ");
    assert_eq!(
        offered(&sandbox, &["export", "--owner", "cust"]).to_string(),
        offered(&sandbox, &["list", "--owner", "cust"]).to_string()
    );
}

#[test]
fn revisions_are_gits() {
    let sandbox = Sandbox::new();
    sandbox.commit();
    assert_snapshot!(offered(&sandbox, &["validate", "--against", ""]), @"
    HEAD
    main
    --- stderr
    --- exit 0
    ");
}

#[test]
fn the_store_on_the_line_is_the_one_that_is_asked() {
    let (here, there) = (Sandbox::new(), store());
    let root = there.path("");
    let root = root.to_str().unwrap();
    assert_snapshot!(offered(&here, &["--store", root, "show", "ractor"]).stdout, @"kent/2025-05-16-stolen-tractors	An inspection of the response to stolen tractors");
    assert_snapshot!(offered(&here, &["show", &format!("--store={root}"), "ractor"]).stdout, @"kent/2025-05-16-stolen-tractors	An inspection of the response to stolen tractors");
    assert_snapshot!(asked(&here, "fish", &["show", "ractor"], &[("IRR_STORE", root)]).stdout, @"kent/2025-05-16-stolen-tractors	An inspection of the response to stolen tractors");
    assert_eq!(asked(&there, "fish", &["show", "--store", "nowhere", "ractor"], &[("IRR_STORE", root)]).stdout, "");
}

#[test]
fn where_no_store_can_be_read_nothing_is_said() {
    let sandbox = Sandbox::bare();
    assert_snapshot!(offered(&sandbox, &["show", "custo"]), @"
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(offered(&sandbox, &["list", "--owner", ""]), @"
    --- stderr
    --- exit 0
    ");
    sandbox.write("records", "a file and no folder");
    assert_snapshot!(offered(&sandbox, &["show", "custody:R"]), @"
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr nothing of the kind", "kind"), @"
    --- stderr
    --- exit 0
    ");
}

#[test]
fn bash_is_told_only_what_it_replaces_quoted_and_with_the_blank_behind() {
    let sandbox = store();
    assert_snapshot!(in_bash(&sandbox, "irr show 2025-02-03-custody:R", "R"), @"
    R1
    R2
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr show 2025-02-03-custody:A", "A"), @"
    AFI1 
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr list --owner=Head\\ of\\ O", "Head\\ of\\ O"), @r"
    Head\ of\ O\'Brien\ \&\ Sons 
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr list --owner \"Head of O", "Head of O"), @"
    Head of O'Brien & Sons
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr validate --rule overdue,response-l", "overdue,response-l"), @"
    overdue,response-late 
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(in_bash(&sandbox, "irr show custo", "custo"), @"
    surrey/2025-02-03-custody
    surrey/2025-03-04-custody-broken
    …
    --- stderr
    --- exit 0
    ");
}

#[test]
fn zsh_is_told_words_with_their_colons_escaped() {
    let sandbox = store();
    assert_snapshot!(asked(&sandbox, "zsh", &["show", "tract"], &[]), @"
    kent/2025-05-16-stolen-tractors:An inspection of the response to stolen tractors
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(asked(&sandbox, "zsh", &["show", "2025-02-03:R"], &[]), @r"
    2025-02-03\:R1:Clocks should be seen from each cell, in whichever light and at…
    2025-02-03\:R2
    --- stderr
    --- exit 0
    ");
    assert_snapshot!(asked(&sandbox, "zsh", &["show", "custo"], &[]), @"
    surrey/2025-02-03-custody:An inspection of custody
    surrey/2025-03-04-custody-broken
    --- stderr
    --- exit 0
    ");
}

#[test]
fn powershell_is_told_in_its_own_quotes() {
    assert_snapshot!(asked(&store(), "powershell", &["list", "--owner", "o"], &[]), @"
    'Head of Custody'
    'Head of O''Brien & Sons'
    --- stderr
    --- exit 0
    ");
}

#[test]
fn flags_are_offered_to_who_begins_one() {
    let sandbox = store();
    assert!(!offered(&sandbox, &["show", ""]).stdout.contains("--"));
    assert_snapshot!(offered(&sandbox, &["show", "--f"]), @"
    --format	The output format
    --- stderr
    --- exit 0
    ");
}

/// The variable has a common name.
#[test]
fn a_variable_that_names_no_shell_is_somebody_elses() {
    let run = Sandbox::bare().run_with(&["-V"], &[("COMPLETE", "1")], "");
    assert_eq!(run.stdout, format!("irr {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_a_terminal_would_obey_is_not_offered() {
    let sandbox = store();
    let path = "records/surrey/2025-02-03-custody.yaml";
    let planted = sandbox.read(path).replace("'Head of Custody'", "\"Head \\e]0;t\\a of\\u202e Custody\"");
    assert!(planted.contains("\\e]0"));
    sandbox.write(path, &planted.replace("title: An inspection of custody", "title: \"An inspection \\e[8m of custody\""));
    let told = offered(&sandbox, &["list", "--owner", ""]).stdout;
    assert!(told.contains("Head of O'Brien") && !told.contains(['\u{1b}', '\u{202e}']), "{told}");
    let told = offered(&sandbox, &["show", "surrey"]).stdout;
    assert!(told.contains("surrey/2025-02-03-custody") && !told.contains('\u{1b}'), "{told}");
}
