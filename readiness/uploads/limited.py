"""A file is read in a process of its own, with limits on memory, processor and clock: hostile ones stop that, not the server."""

import logging
import multiprocessing
import resource
import warnings
from importlib import import_module
from multiprocessing.forkserver import ensure_running
from threading import BoundedSemaphore
from time import monotonic

from readiness.confined import confine
from readiness.uploads.faults import Fault, Found

READERS = {"pdf": "pdf", "png": "image", "jpg": "image", "jpeg": "image"}  # all others: office
PRELOADED = ["pypdf", "PIL.JpegImagePlugin", "PIL.MpoImagePlugin", "PIL.PngImagePlugin", "zipfile", "xml.parsers.expat"]
CPU_SECONDS = 4
WALL_SECONDS = 9  # waiting for a place included: a person waits no longer than ten
WAIT_SECONDS = 4
MEMORY_BYTES = 768 * 2**20

_processes = multiprocessing.get_context("forkserver")
_places = BoundedSemaphore(2)  # at once, for each server process: so much memory, and no more


def ready():
    """Start what children are forked from, so that the first upload need not wait for it."""
    _processes.set_forkserver_preload(PRELOADED)
    ensure_running()


def fault(kind, content):
    """Return what is wrong with content that should be of this kind, None when nothing is."""
    return run(read, kind, content)


def run(function, *arguments):
    """Return the Fault that the function returns or raises in a child.

    Fault.MUCH when it needs more than its limits; Fault.BUSY when the machine has no time for it just now.
    """
    deadline = monotonic() + WALL_SECONDS
    if not _places.acquire(timeout=WAIT_SECONDS):
        return Fault.BUSY
    try:
        ready()
        ours, theirs = _processes.Pipe(duplex=False)
        child = _processes.Process(target=_in_child, args=(function, arguments, theirs, CPU_SECONDS), daemon=True)
        child.start()
        theirs.close()
        try:
            return ours.recv() if ours.poll(max(0, deadline - monotonic())) else Fault.BUSY
        except EOFError:  # killed by a limit
            return Fault.MUCH
        finally:
            ours.close()
            child.kill()
            child.join()
    finally:
        _places.release()


def read(kind, content):
    return import_module(f"readiness.uploads.{READERS.get(kind, 'office')}").fault(kind, content)


def _in_child(function, arguments, result, cpu_seconds):
    logging.disable()  # what a parser says of a hostile file is for nobody
    warnings.simplefilter("ignore")
    confine(cpu_seconds, MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        outcome = function(*arguments)
    except Found as found:
        outcome = found.fault
    except (MemoryError, RecursionError):
        outcome = Fault.MUCH
    except Exception:  # broken files raise a hundred different errors
        outcome = Fault.DAMAGED
    result.send(outcome)
