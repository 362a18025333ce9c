"""Jobs that start at the same moment, each on a connection of its own: for races."""

from threading import Barrier, Thread

from django.db import connection


def at_once(jobs):
    """Run the jobs at the same time; return what came of them, of one that failed its exception."""
    outcomes, start = [], Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            start.wait(30)
            outcomes.append(job())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
