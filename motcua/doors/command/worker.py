"""`motcua worker`: run the jobs that acts and the clock have left (procrastinate) and carry the outbox, until told to stop."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from motcua.doors.command.frame import DONE, say, show, wake_django

_POLL_SECONDS = 2.0  # a missed notification is found by then
_GRACE_SECONDS = 20.0  # a job that takes longer is given back at the next start


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `worker` to the command line."""
    parser = subparsers.add_parser("worker", help="chạy các việc nền cho đến khi được dừng")
    parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
    parser.add_argument("--quick", action="store_true", help="chỉ nhận việc ngắn; việc chạy dài để cho worker --queue runs")
    parser.add_argument("--queue", action="append", help="chỉ nhận việc của hàng đợi này (lặp lại được)")


def run(args: Namespace) -> int:
    """Work; SIGTERM or SIGINT finishes the job in hand first."""
    wake_django(log_level="INFO")
    from threading import Event

    from procrastinate.contrib.django import app

    from motcua.outbox import carrier

    say("Đang nhận việc nền.")
    stop = Event()
    carrying = [] if args.once else carrier.in_background(stop)
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    try:
        with app.replace_connector(connector) as worker_app:
            worker_app.run_worker(
                queues=_queues(args),
                wait=not args.once,
                fetch_job_polling_interval=_POLL_SECONDS,
                shutdown_graceful_timeout=_GRACE_SECONDS,
                install_signal_handlers=True,
            )
    finally:
        stop.set()
        for thread in carrying:
            thread.join()
    show(args, {"stopped": True}, ["Đã dừng nhận việc nền."])
    return DONE


def _queues(args: Namespace) -> list[str] | None:
    """The queues whose jobs this worker takes; None: of all."""
    from procrastinate.contrib.django import app

    from motcua.acts.runs import QUEUE

    if not args.quick:
        return list(args.queue) if args.queue else None
    return sorted({task.queue for task in app.tasks.values()} - {QUEUE})
