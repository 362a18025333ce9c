"""What a child process gives up before it touches what somebody sent: memory, time, and the network where the kernel lets it."""

import ctypes
import resource
import sys

PR_SET_NO_NEW_PRIVS = 38
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET


def confine(cpu_seconds: int, memory_bytes: int) -> None:
    """Limit this process, for good. It has one thread, starts no other process, and gains no rights it has not got.

    Where Linux lets everybody make namespaces it gets a network of its own, with nothing in it; elsewhere it keeps the
    machine's, which is why nothing here relies on it alone.
    """
    if sys.platform == "linux":
        kernel = ctypes.CDLL(None)
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        kernel.unshare(NEW_USERS | NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # not asked of root
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
