"""Presses TAB in the real bash, zsh and fish, each set up by the line that `irr completions --help` tells."""

import re
import subprocess
import time

import pytest

from harness import IRR, ROOT
from scratch import environment

pytestmark = pytest.mark.shells

# How long a shell may take on a machine that has much else to do, in seconds.
PATIENCE = 60
PROMPT = "ready>"
CUSTODY = "surrey/2022-02-02-custody"
# What each shell reads before its line; a ghost of what it guesses would stand on the line in fish.
BEFORE = {
    "bash": (".bashrc", f"PS1='{PROMPT} '\n"),
    "zsh": (".zshrc", f"PS1='{PROMPT} '\nautoload -Uz compinit && compinit -u\n"),
    "fish": (
        ".config/fish/config.fish",
        f"function fish_prompt; echo -n '{PROMPT} '; end\nset -g fish_greeting\nset -g fish_autosuggestion_enabled 0\n",
    ),
}
COMMANDS = {"bash": "bash --noprofile -i", "zsh": "zsh -d -i", "fish": "fish -i"}

# What is typed, what the line then is (the same, where there is none), and what is offered below it.
CASES = [
    ("a record by a part", "irr show custo", f"irr show {CUSTODY}", []),
    ("a finding's kind", f"irr show {CUSTODY}:A", f"irr show {CUSTODY}:AFI", ["AFI1", "AFI5"]),
    ("a finding behind a part", "irr show custody:COC", None, ["COC1", "COC2"]),
    ("findings of a part that two ids have", "irr show organised-immigration-crime:R1", None, []),
    ("owners", "irr list --owner ", None, ["Custody", "Protection", "Intelligence"]),
    ("an owner with blanks", r"irr list --owner Head\ of\ Custo", r"irr list --owner Head\ of\ Custody", []),
    ("what a row is", "irr export --rows ext", "irr export --rows extensions", []),
    ("an owner behind =", r"irr list --owner=Head\ of\ Custo", r"irr list --owner=Head\ of\ Custody", []),
    ("an owner in quotes", 'irr list --owner "Head of Custo', 'irr list --owner "Head of Custody"', []),
    ("rules", "irr explain resp", "irr explain response-", ["response-late", "response-missing"]),
    ("the second rule of a list", "irr validate --rule overdue,response-l", "irr validate --rule overdue,response-late", []),
    ("a word that two ids have", "irr show immigration", None, ["northamptonshire/", "staffordshire/"]),
    ("another store", "irr show --store /nowhere custo", None, []),
    ("a command", "irr expl", "irr explain", []),
    ("a finding to change", f"irr close {CUSTODY}:AFI1", f"irr close {CUSTODY}:AFI1", []),
    ("a field of a finding", f"irr set {CUSTODY}:R1 prio", f"irr set {CUSTODY}:R1 priority=", []),
    ("a field within a field", f"irr set {CUSTODY}:R1 commissioner_response.te", f"irr set {CUSTODY}:R1 commissioner_response.text=", []),
    ("what a field may be", f"irr set {CUSTODY}:R1 status=in_p", f"irr set {CUSTODY}:R1 status=in_progress", []),
    ("a field of a record", "irr set staffordshire publication.url", "irr set staffordshire publication.url=", []),
]


class Terminal:
    """A terminal with one shell in it, which is begun anew for each line."""

    def __init__(self, folder, shell, variables):
        self.socket, self.shell, self.variables = folder / f"{shell}.socket", shell, variables
        self.tmux("new-session", "-d", "-x", "180", "-y", "60", "-c", ROOT, "cat")

    def tmux(self, *arguments):
        command = ["tmux", "-u", "-S", self.socket, "-f", "/dev/null", *arguments]
        ran = subprocess.run(command, env=self.variables, capture_output=True, encoding="utf-8", check=True)
        return ran.stdout

    def begin(self):
        self.tmux("respawn-pane", "-k", "-c", ROOT, COMMANDS[self.shell])
        self.tmux("clear-history")

    def screen(self):
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").splitlines()]

    def line(self):
        """What stands behind the last prompt."""
        lines = [line for line in self.screen() if line.startswith(PROMPT)]
        return lines[-1][len(PROMPT) :].strip() if lines else None

    def until(self, holds, patience=PATIENCE):
        """Whether it comes to hold."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def press(self, key):
        self.tmux("send-keys", key)

    def type(self, text):
        self.tmux("send-keys", "-l", text)
        return self.until(lambda: self.line() == text.strip())

    def end(self):
        self.tmux("kill-server")


def offered(terminal, words):
    below = "\n".join(line for line in terminal.screen() if not line.startswith(PROMPT))
    return all(word in below for word in words)


def errors(terminal, typed, becomes, words):
    """What is not as it should be after TAB, and after as many more as it takes to have the words listed."""
    terminal.begin()
    if not terminal.until(lambda: terminal.line() == "") or not terminal.type(typed):
        return ["the shell does not take the line", *terminal.screen()]
    terminal.press("Tab")
    # A letter typed after it comes to the line only when the shell is done with the TAB.
    terminal.press("X")
    wanted = (becomes or typed).strip()
    if not terminal.until(lambda: "X" in (terminal.line() or "")) or terminal.line().replace("X", "").strip() != wanted:
        return [f"wanted: {wanted}", *filter(None, terminal.screen())]
    told = [line for line in terminal.screen() if line and not line.startswith(PROMPT)]
    if told and not words:
        return ["wanted: nothing but the line", *told]
    terminal.press("BSpace")
    # bash lists only what a TAB before could not complete; where the list stands already, another TAB leaves it there.
    for _ in range(PATIENCE):
        if terminal.until(lambda: offered(terminal, words), 1):
            break
        terminal.press("Tab")
    else:
        return [f"wanted: {', '.join(words)}", *filter(None, terminal.screen())]
    return []


def set_up(shell, home):
    """Puts the line of the help page into the file that it names."""
    page = subprocess.run([IRR, "completions", "--help"], capture_output=True, encoding="utf-8", check=True).stdout
    file, line = re.search(rf"^  {shell}, in (\S+):\n +(.+)$", page, re.MULTILINE).groups()
    name, before = BEFORE[shell]
    for path in (home / name, home / file.removeprefix("~/")):
        path.parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(before, encoding="utf-8")
    with (home / file.removeprefix("~/")).open("a", encoding="utf-8") as written:
        written.write(f"{line}\n")


@pytest.fixture(scope="module", params=list(COMMANDS))
def terminal(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    variables = {**environment(folder / "home"), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    set_up(request.param, folder / "home")
    terminal = Terminal(folder, request.param, variables)
    yield terminal
    terminal.end()


@pytest.mark.parametrize("typed, becomes, words", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_tab_completes_the_line(terminal, typed, becomes, words):
    assert not errors(terminal, typed, becomes, words)
